-- A saved question asks what it asked when it was saved, by the attribute too.
ALTER TABLE saved_search ADD COLUMN attribute text;
