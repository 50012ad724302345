-- What the version of 2026-11-28 (04859a5) had in this database after deploy/run with five persons and deploy/demo, all of them made up.
-- Offsets of its topics are left out, as the topics are not here; expiries are put off, so that what is in force stays so.
COPY agency (agency_id, name, agency_type, sector, data_protection_regime, authority, may_inform_immigration_office, body) FROM stdin;
auslaenderbehoerde	Ausländerbehörde Landkreis Musterau	auslaenderbehoerde	PUBLIC	DSGVO+LDSG	state-dpa	f	\N
buergerbuero	Bürgerbüro Musterau	meldebehoerde	PUBLIC	DSGVO+LDSG	state-dpa	t	\N
gesundheitsamt	Gesundheitsamt Landkreis Musterau	gesundheitsamt	PUBLIC	DSGVO+LDSG	state-dpa	t	\N
integrationsmanagement	Integrationsmanagement Landkreis Musterau	integrationsmanagement	PUBLIC	DSGVO+LDSG	state-dpa	t	\N
jmd-diakonie	Jugendmigrationsdienst der Diakonie Musterau	jmd	CHURCH	DSG-EKD	bfd-ekd	f	\N
jobcenter	Jobcenter Musterau	jobcenter	PUBLIC	SGB X	bfdi	t	\N
jugendamt	Jugendamt Landkreis Musterau	jugendamt	PUBLIC	SGB X	state-dpa	t	\N
mbe-caritas	Migrationsberatung der Caritas Musterau	mbe	CHURCH	KDG	kdsz	f	\N
psz-refugio	Psychosoziales Zentrum Refugio Musterau	psz	PRIVATE	DSGVO+BDSG	state-dpa	f	\N
schulamt	Staatliches Schulamt Musterau	schulamt	PUBLIC	DSGVO+LDSG	state-dpa	t	\N
sozialamt	Sozialamt Landkreis Musterau	sozialamt	PUBLIC	SGB X	state-dpa	t	\N
volkshochschule	Volkshochschule Musterau	volkshochschule	PUBLIC	DSGVO+LDSG	state-dpa	f	\N
wohnungsamt	Amt für Wohnen und Unterbringung Musterau	wohnungsamt	PUBLIC	DSGVO+LDSG	state-dpa	t	\N
\.

COPY agency_type (key, label_de, sector, default_regime, enforcement_function, bound_to_secrecy, retired, default_authority, may_inform_immigration_office) FROM stdin;
agentur_fuer_arbeit	Agentur für Arbeit	PUBLIC	SGB X	f	f	f	bfdi	t
amtsvormund	Amtsvormundschaft	PUBLIC	DSGVO+LDSG	f	t	f	state-dpa	f
anerkennungsberatung	Anerkennungs- und Qualifizierungsberatung	PRIVATE	DSGVO+BDSG	f	f	f	state-dpa	f
anerkennungsstelle	Anerkennungsstelle (Kammer, Behörde)	PUBLIC	DSGVO+LDSG	f	f	f	state-dpa	t
asylblg_behoerde	Leistungsbehörde nach dem AsylbLG	PUBLIC	DSGVO+LDSG	f	f	f	state-dpa	t
asylverfahrensberatung	Asylverfahrensberatung	PRIVATE	DSGVO+BDSG	f	t	f	state-dpa	f
aufnahmeeinrichtung	Erstaufnahmeeinrichtung, Ankunftszentrum	PUBLIC	DSGVO+LDSG	t	f	f	state-dpa	t
auslaenderbehoerde	Ausländerbehörde	PUBLIC	DSGVO+LDSG	t	f	f	state-dpa	f
bamf_regional	Bundesamt für Migration und Flüchtlinge (Außenstelle, Regionalkoordination)	PUBLIC	DSGVO+BDSG	t	f	f	bfdi	f
bildungstraeger	Bildungsträger	PRIVATE	DSGVO+BDSG	f	f	f	state-dpa	f
ehrenamt	Ehrenamtliche Begleitung	PRIVATE	DSGVO+BDSG	f	f	f	state-dpa	f
einbuergerungsbehoerde	Einbürgerungsbehörde	PUBLIC	DSGVO+LDSG	t	f	f	state-dpa	t
fachberatung_gewalt	Fachberatung bei Gewalt	PRIVATE	DSGVO+BDSG	f	t	f	state-dpa	f
familienberatung	Erziehungs-, Ehe- und Familienberatung	PRIVATE	DSGVO+BDSG	f	t	f	state-dpa	f
familiengericht	Familiengericht	PUBLIC	DSGVO+LDSG	f	f	f	none-court	t
fluechtlingssozialarbeit	Flüchtlingssozialarbeit	PUBLIC	DSGVO+LDSG	f	t	f	state-dpa	t
frauenhaus	Frauenhaus, Schutzeinrichtung	PRIVATE	DSGVO+BDSG	f	t	f	state-dpa	f
gemeinschaftsunterkunft	Gemeinschaftsunterkunft (Betrieb)	PUBLIC	DSGVO+LDSG	f	f	f	state-dpa	t
gesundheitsamt	Gesundheitsamt	PUBLIC	DSGVO+LDSG	f	t	f	state-dpa	t
hochschule	Hochschule	PUBLIC	DSGVO+LDSG	f	f	f	state-dpa	f
integrationsmanagement	Integrationsmanagement	PUBLIC	DSGVO+LDSG	f	t	f	state-dpa	t
jmd	Jugendmigrationsdienst	PRIVATE	DSGVO+BDSG	f	t	f	state-dpa	f
jobcenter	Jobcenter	PUBLIC	SGB X	f	f	f	bfdi	t
jugendamt	Jugendamt	PUBLIC	SGB X	f	t	f	state-dpa	t
kirchliche_stelle_ev	Evangelische kirchliche Stelle	CHURCH	DSG-EKD	f	f	f	bfd-ekd	f
kirchliche_stelle_kath	Katholische kirchliche Stelle	CHURCH	KDG	f	f	f	kdsz	f
kita	Kita	PUBLIC	SGB X	f	f	f	state-dpa	f
klinik_praxis	Klinik, Praxis, Hebamme	PRIVATE	DSGVO+BDSG	f	t	f	state-dpa	f
kommunales_integrationszentrum	Kommunales Integrationszentrum	PUBLIC	DSGVO+LDSG	f	f	f	state-dpa	t
krankenkasse	Gesetzliche Krankenkasse	PUBLIC	SGB X	f	f	f	bfdi	t
landesjugendamt	Landesjugendamt, Landesverteilstelle	PUBLIC	SGB X	f	f	f	state-dpa	t
mbe	Migrationsberatung für erwachsene Zugewanderte	PRIVATE	DSGVO+BDSG	f	t	f	state-dpa	f
meldebehoerde	Meldebehörde	PUBLIC	DSGVO+LDSG	f	f	f	state-dpa	t
migrantenorganisation	Migrantenorganisation	PRIVATE	DSGVO+BDSG	f	f	f	state-dpa	f
psz	Psychosoziales Zentrum	PRIVATE	DSGVO+BDSG	f	t	f	state-dpa	f
rechtsanwalt	Rechtsanwältin, Rechtsanwalt	PRIVATE	DSGVO+BDSG	f	t	f	state-dpa	f
rueckkehrberatung	Rückkehrberatung	PRIVATE	DSGVO+BDSG	f	f	f	state-dpa	f
schulamt	Schulamt	PUBLIC	DSGVO+LDSG	f	f	f	state-dpa	t
schule	Schule	PUBLIC	DSGVO+LDSG	f	f	f	state-dpa	f
schwangerschaftsberatung	Schwangerschafts(konflikt)beratung	PRIVATE	DSGVO+BDSG	f	t	f	state-dpa	f
sozialamt	Sozialamt (SGB XII)	PUBLIC	SGB X	f	f	f	state-dpa	t
sprachkurstraeger	Sprachkursträger	PRIVATE	DSGVO+BDSG	f	f	f	state-dpa	f
sprachmittlung	Sprachmittlung	PRIVATE	DSGVO+BDSG	f	f	f	state-dpa	f
standesamt	Standesamt	PUBLIC	DSGVO+LDSG	f	f	f	state-dpa	t
suchtberatung	Suchtberatung	PRIVATE	DSGVO+BDSG	f	t	f	state-dpa	f
volkshochschule	Volkshochschule (öffentlich)	PUBLIC	DSGVO+LDSG	f	f	f	state-dpa	f
vormundschaftsverein	Vormundschaftsverein, Berufsvormund	PRIVATE	DSGVO+BDSG	f	t	f	state-dpa	f
wohlfahrtsverband	Wohlfahrtsverband	PRIVATE	DSGVO+BDSG	f	t	f	state-dpa	f
wohngeldstelle	Wohngeldbehörde	PUBLIC	SGB X	f	f	f	state-dpa	t
wohnungsamt	Wohnungsamt / Unterbringung	PUBLIC	DSGVO+LDSG	f	f	f	state-dpa	t
\.

COPY attribute (key, label_de, category, standard, sensitivity, shareable, retired, sensitivity_since) FROM stdin;
accessibility_need	Barrierefreiheitsbedarf	contact	local	SPECIAL	YES	f	-infinity
address	Anschrift	contact	FIM F60000000243–248	NORMAL	YES	f	-infinity
asylum_stage	Stand Asylverfahren	residence-status	DSAusländer	SENSITIVE	YES	f	-infinity
azr_number	AZR-Nummer	identity	DSAusländer	SENSITIVE	STATUTE_ONLY	f	-infinity
bank_account	IBAN	benefits	ISO 13616	SENSITIVE	YES	f	-infinity
benefit_type	Leistungsbezug	benefits	SGB II, III, VIII, XII; AsylbLG; WoGG	SENSITIVE	YES	f	-infinity
birth_country	Geburtsstaat	identity	FIM F60000000235; urn:de:bund:destatis:bevoelkerungsstatistik:schluessel:staat; ISO 3166-1 alpha-3	SENSITIVE	YES	f	-infinity
birth_date	Geburtsdatum (auch unvollständig)	identity	FIM G60000000083	NORMAL	YES	f	-infinity
birth_name	Geburtsname	identity	FIM F60000000230	NORMAL	YES	f	-infinity
birth_place	Geburtsort	identity	FIM F60000000234	NORMAL	YES	f	-infinity
childcare_need	Betreuungsbedarf für Kinder	family	local	NORMAL	YES	f	-infinity
civics_test	Test „Leben in Deutschland“ oder Einbürgerungstest	language	§ 17 IntV; § 10 Abs. 5 StAG	NORMAL	YES	f	-infinity
counselling_contact	Zuständige Beratung	integration	agency reference	SPECIAL	YES	f	-infinity
course_attendance	Kursteilnahme	language	§ 8 IntV	SENSITIVE	YES	f	-infinity
custody	Sorgerecht oder Vormundschaft	family	local	SENSITIVE	STATUTE_ONLY	f	-infinity
degree_recognition	Anerkennung ausländischer Abschlüsse	education	anabin; BQFG	NORMAL	YES	f	-infinity
disability	Behinderung/GdB	health	§ 152 SGB IX	SPECIAL	YES	f	-infinity
disclosure_block	Auskunftssperre	contact	urn:de:dsmeld:schluesseltabelle:auskunftssperre	SENSITIVE	YES	f	-infinity
email	E-Mail	contact	FIM F60000000242	NORMAL	YES	f	-infinity
emergency_contact	Notfallkontakt	contact	local	SENSITIVE	STATUTE_ONLY	f	-infinity
employment_status	Beschäftigung	work	local	NORMAL	YES	f	-infinity
entry_date	Einreisedatum	residence-status	date	NORMAL	YES	f	-infinity
ethnicity	Volkszugehörigkeit	identity		SPECIAL	NO	f	-infinity
family_name	Familienname	identity	FIM F60000000227	NORMAL	YES	f	-infinity
flight_history	Fluchtgeschichte	residence-status		SPECIAL	NO	f	-infinity
gender	Geschlecht	identity	FIM F60000000332; urn:de:dsmeld:schluesseltabelle:geschlecht	NORMAL	YES	f	-infinity
german_level	Deutschniveau	language	CEFR A0–C2	NORMAL	YES	f	-infinity
given_names	Vornamen	identity	FIM F60000000228	NORMAL	YES	f	-infinity
health_insurance	Krankenkasse	health	GKV IK	SENSITIVE	YES	f	-infinity
household_members	Haushaltsmitglieder (Namen, Geburtsdaten)	family	references	SENSITIVE	STATUTE_ONLY	f	-infinity
household_size	Zahl der Personen im Haushalt	family	local	NORMAL	YES	f	-infinity
housing_type	Wohnsituation	housing	local	SENSITIVE	YES	f	-infinity
id_document	Ausweisdokument	identity	DSMeld	SENSITIVE	YES	f	-infinity
income	Einkommen	benefits	EUR per month	SENSITIVE	YES	f	-infinity
integration_course	Integrationskurs: Berechtigung und Stand	language	§§ 4 bis 7 IntV	NORMAL	YES	f	-infinity
integration_plan_goals	Integrationsplan: Ziele	integration	local	SENSITIVE	YES	f	-infinity
interpreter_need	Dolmetschbedarf (Sprachen)	contact	BCP 47; urn:xoev-de:xauslaender:codeliste:sprachenkatalog	NORMAL	YES	f	-infinity
language_certificate	Sprachzertifikat	language	§ 17 IntV; CEFR	NORMAL	YES	f	-infinity
literacy	Alphabetisierung	language	BAMF Alphabetisierungskurs	NORMAL	YES	f	-infinity
marital_status	Familienstand	family	urn:de:dsmeld:schluesseltabelle:familienstand	SENSITIVE	YES	f	-infinity
medical_need	Medizinischer Bedarf	health	ICD-10-GM optional	SPECIAL	YES	f	-infinity
mother_tongues	Muttersprachen	language	ISO 639-3	SENSITIVE	YES	f	-infinity
name_native_script	Name in Originalschrift	identity	Unicode	SENSITIVE	YES	f	-infinity
nationalities	Staatsangehörigkeiten	identity	FIM F60000000236; urn:de:bund:destatis:bevoelkerungsstatistik:staatsangehoerigkeit; ISO 3166-1 alpha-3	NORMAL	YES	f	-infinity
occupation	Beruf	work	ESCO; KldB 2010	NORMAL	YES	f	-infinity
phone	Telefon	contact	FIM F60000000240	NORMAL	YES	f	-infinity
photo	Lichtbild	identity	ISO 19794-5	SENSITIVE	NO	f	-infinity
preferred_language	Bevorzugte Sprache	contact	BCP 47	NORMAL	YES	f	-infinity
relatives	Verwandte im In- oder Ausland	family	§ 42a Abs. 2 SGB VIII	SENSITIVE	STATUTE_ONLY	f	-infinity
religion	Religion	identity	DSMeld	SPECIAL	NO	f	-infinity
residence_obligation	Wohnsitzauflage oder räumliche Beschränkung (§ 12a AufenthG, § 61 AufenthG, § 60 AsylG)	residence-status	XAusländer	SENSITIVE	YES	f	-infinity
residence_periods	Voraufenthaltszeiten	residence-status	local	SENSITIVE	YES	f	-infinity
residence_title	Aufenthaltstitel/-status	residence-status	XAusländer; AufenthG	SENSITIVE	YES	f	-infinity
school_attainment	Schul- oder Berufsabschluss	education	ISCED 2011; anabin	NORMAL	YES	f	-infinity
school_enrolment	Schulbesuch	education	XSchule	NORMAL	YES	f	-infinity
skills	Kompetenzen	work	ESCO	NORMAL	YES	f	-infinity
sponsor_declaration	Verpflichtungserklärung (§ 68 AufenthG)	residence-status	local	SENSITIVE	STATUTE_ONLY	f	-infinity
title_valid_until	Gültig bis	residence-status	date	NORMAL	YES	f	-infinity
unaccompanied_minor	Unbegleitet eingereist (Minderjährige)	residence-status	§§ 42a, 42f SGB VIII	SENSITIVE	STATUTE_ONLY	f	-infinity
vaccination_status	Impfstatus (Masern, STIKO)	health	§ 20 IfSG; STIKO	SPECIAL	YES	f	-infinity
vulnerability	Besonderer Bedarf bei Aufnahme oder Verfahren	health	Art. 24, 25 RL (EU) 2024/1346; Art. 20 VO (EU) 2024/1348; § 44 Abs. 2 AsylG	SPECIAL	YES	f	-infinity
work_permission	Erlaubnis zur Erwerbstätigkeit	residence-status	XAusländer; § 4a AufenthG; § 61 AsylG	NORMAL	YES	f	-infinity
\.

COPY case_link (case_link_id, data_subject_id, agency_id, case_reference, linked_at, unlinked_at, told_agency_type) FROM stdin;
0310a7b0-cd7e-426d-ab78-2669be3497c8	a07ebe86-b748-4b25-814d-0dde77b2853b	buergerbuero	BB-2026-0001	2026-11-29 00:39:58.45688+00	\N	meldebehoerde
1deb06a6-09f8-4697-a00d-a14c1a0fe6fb	8eab517d-9cc8-4623-8cef-5c89ef59d7f9	schulamt	SA-2026-1004	2026-11-29 00:40:14.35871+00	\N	schulamt
2774218d-bcfd-4e1c-8d91-d31a32bce1c2	a07ebe86-b748-4b25-814d-0dde77b2853b	volkshochschule	VH-2026-0001	2026-11-29 00:39:59.679876+00	\N	volkshochschule
2d1ce652-dee3-44b2-b3f2-ec2c83286cb6	2393b85c-150b-4f7e-9dac-d8998de3838c	schulamt	SA-2026-1001	2026-11-29 00:40:03.847086+00	\N	schulamt
3b8b4d62-9de1-405e-8c6f-384dfcc457b4	2babb2f2-ffe3-44a3-944c-d0766c243c8e	buergerbuero	BB-2026-1002	2026-11-29 00:40:07.22206+00	\N	meldebehoerde
415d4c7a-6305-4df7-843c-202b8ece947d	2babb2f2-ffe3-44a3-944c-d0766c243c8e	integrationsmanagement	IM-2026-1002	2026-11-29 00:40:06.306673+00	\N	integrationsmanagement
630d674d-c44d-471e-9ab6-e4f4af97c97a	a07ebe86-b748-4b25-814d-0dde77b2853b	auslaenderbehoerde	AB-2026-0001	2026-11-29 00:39:58.063926+00	\N	auslaenderbehoerde
68b407f8-b3f1-4143-beae-fc9e1e23c6d4	96b89506-fcb3-43a0-83ac-dbe0a789775b	mbe-caritas	MB-2026-1003	2026-11-29 00:40:11.18387+00	\N	mbe
6b202209-4c89-4e3f-8281-05dc56866ac9	8eab517d-9cc8-4623-8cef-5c89ef59d7f9	buergerbuero	BB-2026-1004	2026-11-29 00:40:13.856722+00	\N	meldebehoerde
7b019a90-81fb-48a7-8c6f-0623c5c740a1	96b89506-fcb3-43a0-83ac-dbe0a789775b	integrationsmanagement	IM-2026-1003	2026-11-29 00:40:09.456785+00	\N	integrationsmanagement
88d17091-b64b-4335-9f2a-68c354fda33e	2393b85c-150b-4f7e-9dac-d8998de3838c	buergerbuero	BB-2026-1001	2026-11-29 00:40:03.272272+00	\N	meldebehoerde
89bb8a92-b7de-4ee3-b922-bdcbe2a43258	2babb2f2-ffe3-44a3-944c-d0766c243c8e	schulamt	SA-2026-1002	2026-11-29 00:40:07.454425+00	\N	schulamt
8c84c232-2ec8-4f3c-acee-27893dcf8db5	2393b85c-150b-4f7e-9dac-d8998de3838c	integrationsmanagement	IM-2026-1001	2026-11-29 00:40:03.564753+00	\N	integrationsmanagement
92a9fa33-9903-4285-8e97-8361bb716143	96b89506-fcb3-43a0-83ac-dbe0a789775b	volkshochschule	VH-2026-1003	2026-11-29 00:40:11.368751+00	\N	volkshochschule
9414ac79-e237-4659-b283-c73a6dd76c72	8eab517d-9cc8-4623-8cef-5c89ef59d7f9	gesundheitsamt	GA-2026-1004	2026-11-29 00:40:14.228277+00	\N	gesundheitsamt
ab03449c-98c9-4ed1-bd97-91330d1bb6d2	a07ebe86-b748-4b25-814d-0dde77b2853b	jobcenter	JC-2026-0001	2026-11-29 00:39:58.905756+00	\N	jobcenter
c32a059e-eb20-4579-b812-6febca01c6ef	96b89506-fcb3-43a0-83ac-dbe0a789775b	buergerbuero	BB-2026-1003	2026-11-29 00:40:10.665722+00	\N	meldebehoerde
cc08dc07-c8fd-464c-8393-938faaac5dd6	8eab517d-9cc8-4623-8cef-5c89ef59d7f9	jmd-diakonie	JM-2026-1004	2026-11-29 00:40:12.776145+00	\N	jmd
ce2768a8-698a-4b0b-ad7b-0fb47d047ca6	a07ebe86-b748-4b25-814d-0dde77b2853b	sozialamt	SO-2026-0001	2026-11-29 00:39:59.312972+00	\N	sozialamt
dd8f736d-8b2e-4731-89d1-cb7f7536faa1	2393b85c-150b-4f7e-9dac-d8998de3838c	sozialamt	SO-2026-1001	2026-11-29 00:40:02.335592+00	\N	sozialamt
f00777b9-35bb-44ed-92fd-68f16f821d0a	a07ebe86-b748-4b25-814d-0dde77b2853b	integrationsmanagement	IM-2026-0001	2026-11-29 00:39:55.09901+00	\N	integrationsmanagement
\.

COPY code_attempt (actor, failures, window_start) FROM stdin;
007a0b6ec465e55c39a3f9eaaf30f5b51a082c3f32d65867177a396639f6b908	0	2026-11-29 00:40:06.900433+00
07d7f785759cff545e77247ed7187c341bdd0403b2f6c6d353b3cef2d3ef4207	0	2026-11-29 00:40:03.525804+00
083035543f4eb4dddb7b7533e21e59be5f6acec5624cdc3f4cb0b0ded633639b	0	2026-11-29 00:39:59.284364+00
0b7ec41dbc049d64e58d3dac846dbbd9a36395d81e4a7b1f7f57ec1ccf4ef94f	0	2026-11-29 00:39:58.016131+00
138b96437da8168f02927e4f77178ec6c5639a393634a3a596088b4244324ccb	0	2026-11-29 00:40:03.787741+00
1a549835f3aefb0ac5b182b3c0335b68b048cc1a2dc4fd4cc017f80a764490f6	0	2026-11-29 00:40:03.244181+00
22ee67e287e6b9c35f6138bf92b4cca46c4d3ddaea9462212b61303a27d6ec87	0	2026-11-29 00:39:59.65401+00
25bc2efd44a83592225e080eb22ea5635dc52ffaf45ca0017bd930b3884206ac	0	2026-11-29 00:39:58.874419+00
2bddfbe1cd9733b71cee0804991f11de3a31dd69f5f34fc723ca93c3d5db5f9b	0	2026-11-29 00:39:59.281456+00
458eca9b5efee6ecd24e3490bb2dbbc0c85e63682e910039f686e64d56175181	0	2026-11-29 00:40:14.193481+00
66985fa93af41b7da5d8dd6b4048a03e0972bd062fb85461dccf9862f5bd7c28	0	2026-11-29 00:40:14.334376+00
6b43b581bfc0be3a8134b057e523e02bd3594186a93cb9ccbcc7bd17897bf86e	0	2026-11-29 00:39:58.437114+00
702477c035079cc4ed8b9a4f10862386c26afe87af743e41568d3b30dfd1b1b3	0	2026-11-29 00:39:58.000567+00
72c0875d37dd0c90e3aedec5006a34f2065090207237596793b9e119160bf08c	0	2026-11-29 00:40:11.151986+00
74ce7030889b3c0c9d5634ee7d1246116d4c46c425e592a58b09c658c7c29956	0	2026-11-29 00:40:02.869625+00
7e92dba8a704484b292d1495b8623157584e7ca81b983216246fd2ded2fd7347	0	2026-11-29 00:39:56.466806+00
7eef0f88fc8ed34892f74f7920ca70814dc2c1b5898e3c03bcbb6eeb204d4cd9	0	2026-11-29 00:40:10.416723+00
8064dfe4a2a40f5bb8537e9cfa5850110b0344882c11e4dacf8c6c26d3801b85	0	2026-11-29 00:40:03.534208+00
845c7c07b4b8fc530e8ca883d524223c2980f0d84ccd088d235e8217779dde33	0	2026-11-29 00:40:03.784499+00
b652ae8be85e90ff867d76b31fa3d5dd2edb3636353ca641c85594065938e984	0	2026-11-29 00:40:14.196275+00
be319c97aedfb27a626f5ca5a5045e425e22045b9015730f4c47420b96963cb7	0	2026-11-29 00:40:11.140248+00
c25334c109f54514c703a621a05212ed5b542eb33eaec570df6d28ef2c35a3e5	0	2026-11-29 00:39:58.428942+00
c96d1d8f577a5b91dce209646b09d0e8675139858a0ff76c580aa2acaa437d46	0	2026-11-29 00:40:07.41812+00
d06d180d1b59a6cb66e19b99b4125e3595d61830bf6030d9b27689478a389a9c	0	2026-11-29 00:40:13.80687+00
daf4b28954c39b4d6f0d38d269eadee8393ae89571a2ea3a7b222eee519805f0	0	2026-11-29 00:40:10.641657+00
daf6eab0b2881ae317fb3d0f00d440030c1c2bd8f2d292678ad31ea20f129781	0	2026-11-29 00:40:11.337076+00
df05f6824519f5a4578ab79946907c9f811003a710ef38e4d35a24b06414fc07	0	2026-11-29 00:39:59.658383+00
dfad19d47a20c1588d6456e5c5262ed7bda879540079f9c4e7a9513f00d559cf	0	2026-11-29 00:40:13.56505+00
e54264f0dd3df7e884f95ea326e3d136433475e49a7dea8897baaee650479a4e	0	2026-11-29 00:39:58.888453+00
efda8ca3c18eff20d3fb538ae3b7a99a8abbb68d1c9d70f96bd23e61b3018ce1	0	2026-11-29 00:40:07.187789+00
\.

COPY consent_attribute (purpose, attribute) FROM stdin;
application-help	income
application-help	benefit_type
application-help	employment_status
application-help	household_size
application-help	marital_status
application-help	entry_date
application-help	title_valid_until
application-help	residence_title
application-help	id_document
application-help	nationalities
application-help	birth_place
application-help	address
application-help	birth_date
application-help	given_names
application-help	family_name
application-help	interpreter_need
application-help	preferred_language
application-help	health_insurance
application-help	bank_account
appointments	phone
appointments	preferred_language
appointments	given_names
appointments	family_name
appointments	accessibility_need
appointments	interpreter_need
appointments	email
asylum-advice	birth_country
asylum-advice	entry_date
asylum-advice	family_name
asylum-advice	given_names
asylum-advice	birth_date
asylum-advice	nationalities
asylum-advice	phone
asylum-advice	preferred_language
asylum-advice	interpreter_need
asylum-advice	asylum_stage
asylum-advice	residence_title
asylum-advice	medical_need
asylum-advice	vulnerability
asylum-advice	address
case-management	counselling_contact
case-management	given_names
case-management	birth_date
case-management	preferred_language
case-management	phone
case-management	email
case-management	interpreter_need
case-management	address
case-management	nationalities
case-management	residence_title
case-management	title_valid_until
case-management	entry_date
case-management	german_level
case-management	literacy
case-management	integration_course
case-management	course_attendance
case-management	school_attainment
case-management	degree_recognition
case-management	occupation
case-management	skills
case-management	employment_status
case-management	benefit_type
case-management	household_size
case-management	childcare_need
case-management	housing_type
case-management	integration_plan_goals
case-management	family_name
case-management	accessibility_need
childcare-place	family_name
childcare-place	given_names
childcare-place	birth_date
childcare-place	childcare_need
childcare-place	address
childcare-place	phone
childcare-place	preferred_language
childcare-place	interpreter_need
childcare-place	household_size
childcare-place	employment_status
childcare-place	accessibility_need
counselling-referral	email
counselling-referral	preferred_language
counselling-referral	phone
counselling-referral	given_names
counselling-referral	family_name
counselling-referral	counselling_contact
counselling-referral	accessibility_need
counselling-referral	household_size
counselling-referral	german_level
counselling-referral	asylum_stage
counselling-referral	residence_title
counselling-referral	interpreter_need
german-course-placement	preferred_language
german-course-placement	childcare_need
german-course-placement	course_attendance
german-course-placement	language_certificate
german-course-placement	school_attainment
german-course-placement	literacy
german-course-placement	residence_title
german-course-placement	address
german-course-placement	accessibility_need
german-course-placement	email
german-course-placement	phone
german-course-placement	german_level
german-course-placement	integration_course
german-course-placement	birth_date
german-course-placement	given_names
german-course-placement	family_name
health-appointment	accessibility_need
health-appointment	family_name
health-appointment	given_names
health-appointment	birth_date
health-appointment	phone
health-appointment	preferred_language
health-appointment	interpreter_need
health-appointment	health_insurance
health-appointment	gender
health-appointment	benefit_type
health-appointment	medical_need
health-appointment	vaccination_status
housing-search	family_name
housing-search	given_names
housing-search	phone
housing-search	household_size
housing-search	email
housing-search	income
housing-search	benefit_type
housing-search	residence_title
housing-search	title_valid_until
housing-search	residence_obligation
housing-search	preferred_language
housing-search	interpreter_need
housing-search	accessibility_need
housing-search	housing_type
job-matching	degree_recognition
job-matching	preferred_language
job-matching	family_name
job-matching	given_names
job-matching	occupation
job-matching	skills
job-matching	german_level
job-matching	work_permission
job-matching	phone
job-matching	email
job-matching	accessibility_need
job-matching	childcare_need
job-matching	employment_status
job-matching	title_valid_until
job-matching	language_certificate
job-matching	school_attainment
mentoring	given_names
mentoring	phone
mentoring	preferred_language
mentoring	family_name
mentoring	german_level
mentoring	email
naturalisation-advice	civics_test
naturalisation-advice	entry_date
naturalisation-advice	residence_periods
naturalisation-advice	residence_title
naturalisation-advice	nationalities
naturalisation-advice	birth_date
naturalisation-advice	given_names
naturalisation-advice	family_name
naturalisation-advice	benefit_type
naturalisation-advice	preferred_language
naturalisation-advice	employment_status
naturalisation-advice	integration_course
naturalisation-advice	language_certificate
psychosocial-treatment	medical_need
psychosocial-treatment	vulnerability
psychosocial-treatment	disability
psychosocial-treatment	counselling_contact
psychosocial-treatment	asylum_stage
psychosocial-treatment	residence_title
psychosocial-treatment	interpreter_need
psychosocial-treatment	preferred_language
psychosocial-treatment	phone
psychosocial-treatment	birth_date
psychosocial-treatment	given_names
psychosocial-treatment	family_name
psychosocial-treatment	health_insurance
qualification-recognition	degree_recognition
qualification-recognition	occupation
qualification-recognition	birth_name
qualification-recognition	name_native_script
qualification-recognition	birth_place
qualification-recognition	nationalities
qualification-recognition	address
qualification-recognition	phone
qualification-recognition	email
qualification-recognition	skills
qualification-recognition	german_level
qualification-recognition	language_certificate
qualification-recognition	id_document
qualification-recognition	preferred_language
qualification-recognition	family_name
qualification-recognition	given_names
qualification-recognition	birth_date
qualification-recognition	school_attainment
research	gender
research	integration_course
research	school_attainment
research	employment_status
research	occupation
research	nationalities
research	entry_date
research	german_level
research	birth_date
school-support	preferred_language
school-support	school_enrolment
school-support	birth_date
school-support	given_names
school-support	family_name
school-support	german_level
school-support	disability
school-support	accessibility_need
school-support	entry_date
school-support	school_attainment
school-support	literacy
school-support	mother_tongues
school-support	interpreter_need
study-admission	german_level
study-admission	family_name
study-admission	given_names
study-admission	birth_date
study-admission	email
study-admission	school_attainment
study-admission	nationalities
study-admission	phone
study-admission	degree_recognition
study-admission	language_certificate
study-admission	residence_title
violence-protection	preferred_language
violence-protection	vulnerability
violence-protection	medical_need
violence-protection	benefit_type
violence-protection	residence_obligation
violence-protection	residence_title
violence-protection	household_size
violence-protection	family_name
violence-protection	given_names
violence-protection	phone
violence-protection	interpreter_need
violence-protection	disclosure_block
violence-protection	disability
vulnerability-identification	given_names
vulnerability-identification	family_name
vulnerability-identification	birth_date
vulnerability-identification	vulnerability
vulnerability-identification	preferred_language
vulnerability-identification	interpreter_need
vulnerability-identification	accessibility_need
vulnerability-identification	medical_need
vulnerability-identification	disability
\.

COPY consent_record (id, data_subject_id, agency_id, case_reference, purpose, status, requested_attributes, attributes, explicit_attributes, legal_basis, months, requested_at, decided_at, expires_at, ended_at, end_reason, notice_version, notice_hash, language, channel, assurance_level, assisting_employee, interpreter, consent_revision, agency_type, data_protection_regime, replaced_by, decided_by_login_binding, ended_by_login_binding) FROM stdin;
00c4ffff-0e6f-4edf-b1ee-72f37d99d22f	2393b85c-150b-4f7e-9dac-d8998de3838c	schulamt	SA-2026-1001	appointments	GIVEN	{family_name,given_names,interpreter_need,phone,preferred_language}	{family_name,given_names,interpreter_need,phone,preferred_language}	{}	Art. 6 Abs. 1 Buchst. a DSGVO	12	2026-11-29 00:40:05.956725+00	2026-11-29 00:40:06.17176+00	2126-11-29 00:40:06.17176+00	\N	\N	1	a3904b62b695316b474218436ca15000d552b66dff878703235ebf05f5799d51	de	WEB	1	\N	\N	16	schulamt	DSGVO+LDSG	\N	5cd66b24-86d6-4d47-83c1-c9aa19d70496	\N
04d67d4c-f65f-4138-9d36-f520a4f63e10	8eab517d-9cc8-4623-8cef-5c89ef59d7f9	schulamt	SA-2026-1004	school-support	GIVEN	{birth_date,given_names,mother_tongues,preferred_language,school_enrolment}	{birth_date,given_names,mother_tongues,preferred_language,school_enrolment}	{}	Art. 6 Abs. 1 Buchst. a DSGVO	12	2026-11-29 00:40:16.107802+00	2026-11-29 00:40:16.395089+00	2126-11-29 00:40:16.395089+00	\N	\N	1	2999e0d879310a6add74990cf83b9fb7648cf663668a026d1f43ceb6e909003a	de	WEB	1	\N	\N	16	schulamt	DSGVO+LDSG	\N	587df995-bb13-4f66-8897-a83a9432abae	\N
0a716810-c6b3-4421-9a1d-dced1f1565ce	96b89506-fcb3-43a0-83ac-dbe0a789775b	integrationsmanagement	IM-2026-1003	appointments	GIVEN	{family_name,given_names,interpreter_need,phone,preferred_language}	{family_name,given_names,interpreter_need,phone,preferred_language}	{}	Art. 6 Abs. 1 Buchst. a DSGVO	6	2026-11-29 00:40:12.377958+00	2026-11-29 00:40:12.540496+00	2126-05-29 00:40:12.540496+00	\N	\N	1	fff049475d7e7cc18d3c4e8e519503e378991b57f7121ba64d6843f92dace3ce	de	WEB	1	\N	\N	14	integrationsmanagement	DSGVO+LDSG	\N	d413a48f-7628-43be-83cb-83ad109735d7	\N
0cde3a44-7aee-4945-8e7d-a37bdc4eefb7	2393b85c-150b-4f7e-9dac-d8998de3838c	sozialamt	SO-2026-1001	appointments	GIVEN	{family_name,given_names,interpreter_need,phone}	{family_name,given_names,interpreter_need,phone}	{}	Art. 6 Abs. 1 Buchst. a DSGVO, § 67b Abs. 2 SGB X	12	2026-11-29 00:40:04.643275+00	2026-11-29 00:40:05.011242+00	2126-11-29 00:40:05.011242+00	\N	\N	1	f01b93c7e5949ebf9c6ed015550ccfe703868ae6a727fb020794b6914c09a994	de	WEB	1	\N	\N	10	sozialamt	SGB X	\N	5cd66b24-86d6-4d47-83c1-c9aa19d70496	\N
111f441d-034f-43b5-b567-7637c14762f1	8eab517d-9cc8-4623-8cef-5c89ef59d7f9	gesundheitsamt	GA-2026-1004	health-appointment	GIVEN	{birth_date,family_name,given_names,health_insurance,interpreter_need,medical_need,preferred_language}	{birth_date,family_name,given_names,health_insurance,interpreter_need,medical_need,preferred_language}	{medical_need}	Art. 6 Abs. 1 Buchst. a und Art. 9 Abs. 2 Buchst. a DSGVO	6	2026-11-29 00:40:16.643271+00	2026-11-29 00:40:16.769369+00	2126-05-29 00:40:16.769369+00	\N	\N	1	40ffbe450c136ff37b35ba174d9370c40b11933f39c40113a328f1c42ed98271	de	WEB	1	\N	\N	19	gesundheitsamt	DSGVO+LDSG	\N	587df995-bb13-4f66-8897-a83a9432abae	\N
150dec65-345c-4ee0-9c9d-8f62ad04ecd1	96b89506-fcb3-43a0-83ac-dbe0a789775b	integrationsmanagement	IM-2026-1003	application-help	GIVEN	{address,family_name,given_names,household_size,nationalities}	{address,family_name,given_names,household_size,nationalities}	{}	Art. 6 Abs. 1 Buchst. a DSGVO	3	2026-11-29 00:40:12.081395+00	2026-11-29 00:40:12.256496+00	2126-02-28 00:40:12.256496+00	\N	\N	1	d59ef0e5a10def959dd51425e0ffe0cd47561757aaed97070dc31754c851de93	de	WEB	1	\N	\N	12	integrationsmanagement	DSGVO+LDSG	\N	d413a48f-7628-43be-83cb-83ad109735d7	\N
15b9f771-f697-4908-af4f-e231839aed1b	8eab517d-9cc8-4623-8cef-5c89ef59d7f9	jmd-diakonie	JM-2026-1004	mentoring	GIVEN	{family_name,given_names,preferred_language}	{family_name,given_names,preferred_language}	{}	§ 6 Nr. 2, § 11 DSG-EKD	12	2026-11-29 00:40:15.813538+00	2026-11-29 00:40:15.9732+00	2126-11-29 00:40:15.9732+00	\N	\N	1	2d32e0b6bcef0200dc2a842c226a93b97b999e4ed50deff65f493c4facb2850e	de	WEB	1	\N	\N	14	jmd	DSG-EKD	\N	587df995-bb13-4f66-8897-a83a9432abae	\N
24fd0fe5-cf0f-4f4d-afc0-4e1b59c20b18	2393b85c-150b-4f7e-9dac-d8998de3838c	integrationsmanagement	IM-2026-1001	case-management	GIVEN	{birth_date,employment_status,family_name,german_level,given_names,preferred_language}	{birth_date,employment_status,family_name,german_level,given_names,preferred_language}	{}	Art. 6 Abs. 1 Buchst. a DSGVO	6	2026-11-29 00:40:05.265389+00	2026-11-29 00:40:05.494648+00	2126-05-29 00:40:05.494648+00	\N	\N	1	6861aa215e714e96a369dda2f8bc34d69a1ea1a05e2643c09df049b380d3b5d5	de	WEB	1	\N	\N	12	integrationsmanagement	DSGVO+LDSG	\N	5cd66b24-86d6-4d47-83c1-c9aa19d70496	\N
261ecfee-f44c-447c-a4fb-c5ad3fbc6eea	a07ebe86-b748-4b25-814d-0dde77b2853b	integrationsmanagement	IM-2026-0001	case-management	GIVEN	{address,family_name,german_level,given_names}	{address,family_name,german_level,given_names}	{}	Art. 6 Abs. 1 Buchst. a DSGVO	12	2026-11-29 00:40:01.493994+00	2026-11-29 00:40:02.072159+00	2126-11-29 00:40:02.072159+00	\N	\N	1	4f43d26aa58fad2d11e64a84cda55419361cba446525fe29d41cfdf93fc13bb4	de	WEB	1	\N	\N	12	integrationsmanagement	DSGVO+LDSG	\N	2007852a-5466-46b1-a164-7d034008aa23	\N
3dc76e89-a1b7-447b-b159-236dd8d6dcf9	8eab517d-9cc8-4623-8cef-5c89ef59d7f9	gesundheitsamt	GA-2026-1004	appointments	GIVEN	{family_name,given_names,interpreter_need,phone,preferred_language}	{family_name,given_names,interpreter_need,phone,preferred_language}	{}	Art. 6 Abs. 1 Buchst. a DSGVO	3	2026-11-29 00:40:16.875878+00	2026-11-29 00:40:16.984126+00	2126-02-28 00:40:16.984126+00	\N	\N	1	d3726f2e88eb586572cf0f41a741778a80f345000fda648771d355dcc509df96	de	WEB	1	\N	\N	21	gesundheitsamt	DSGVO+LDSG	\N	587df995-bb13-4f66-8897-a83a9432abae	\N
44f1c377-4f4d-43cf-9a30-ef7ef7b3cb59	2babb2f2-ffe3-44a3-944c-d0766c243c8e	integrationsmanagement	IM-2026-1002	case-management	GIVEN	{address,german_level,phone,residence_title}	{address,german_level,phone,residence_title}	{}	Art. 6 Abs. 1 Buchst. a DSGVO	12	2026-11-29 00:40:08.389095+00	2026-11-29 00:40:08.575046+00	2126-11-29 00:40:08.575046+00	\N	\N	1	c0a5c320371f1f56a2bfff17e825a0d67390fa70d0ee9762da2f0aed6f1d639b	de	WEB	1	\N	\N	9	integrationsmanagement	DSGVO+LDSG	\N	30a2ad97-794f-42f4-8570-6ffb668c8d67	\N
4a87f4d8-dbf3-42b4-b9ce-c2cc14dc721b	8eab517d-9cc8-4623-8cef-5c89ef59d7f9	jmd-diakonie	JM-2026-1004	counselling-referral	GIVEN	{family_name,given_names,phone,preferred_language,residence_title}	{family_name,given_names,phone,preferred_language,residence_title}	{}	§ 6 Nr. 2, § 11 DSG-EKD	12	2026-11-29 00:40:15.176703+00	2026-11-29 00:40:15.356176+00	2126-11-29 00:40:15.356176+00	\N	\N	1	176847b048450beaf85a4a5029e186b29eaac423dd21a6164fca9896b7bccad0	de	WEB	1	\N	\N	10	jmd	DSG-EKD	\N	587df995-bb13-4f66-8897-a83a9432abae	\N
5d0fa87d-d36c-40db-977f-4f0eff57be05	2babb2f2-ffe3-44a3-944c-d0766c243c8e	integrationsmanagement	IM-2026-1002	appointments	GIVEN	{family_name,given_names,interpreter_need,phone,preferred_language}	{family_name,given_names,interpreter_need,phone,preferred_language}	{}	Art. 6 Abs. 1 Buchst. a DSGVO	6	2026-11-29 00:40:09.115825+00	2026-11-29 00:40:09.331786+00	2126-05-29 00:40:09.331786+00	\N	\N	1	fff049475d7e7cc18d3c4e8e519503e378991b57f7121ba64d6843f92dace3ce	de	WEB	1	\N	\N	13	integrationsmanagement	DSGVO+LDSG	\N	30a2ad97-794f-42f4-8570-6ffb668c8d67	\N
849d7ebe-5164-4935-9600-839acd0341b2	96b89506-fcb3-43a0-83ac-dbe0a789775b	integrationsmanagement	IM-2026-1003	case-management	GIVEN	{address,employment_status,family_name,given_names,preferred_language,residence_title}	{address,employment_status,family_name,given_names,preferred_language,residence_title}	{}	Art. 6 Abs. 1 Buchst. a DSGVO	12	2026-11-29 00:40:11.895171+00	2026-11-29 00:40:11.979545+00	2126-11-29 00:40:11.979545+00	\N	\N	1	0f5f71a3003d5b243c77188bb9b9715a365c5088baf8fc0641d75d8e6a73afbb	de	WEB	1	\N	\N	10	integrationsmanagement	DSGVO+LDSG	\N	d413a48f-7628-43be-83cb-83ad109735d7	\N
a8e77e53-f908-488c-86ca-c213cbf94311	a07ebe86-b748-4b25-814d-0dde77b2853b	jobcenter	JC-2026-0001	appointments	WITHDRAWN	{family_name,given_names,phone,preferred_language}	{given_names,phone,preferred_language}	{}	Art. 6 Abs. 1 Buchst. a DSGVO, § 67b Abs. 2 SGB X	3	2026-11-29 00:40:35.007464+00	2026-11-29 00:40:35.350408+00	2126-02-28 00:40:35.350408+00	2026-11-29 00:40:36.605734+00	\N	1	57154a35f3a1400d83248118936224e9ba089e7e2efc5c39c6aa4b296fc3702c	de	WEB	1	\N	\N	15	jobcenter	SGB X	\N	2007852a-5466-46b1-a164-7d034008aa23	2007852a-5466-46b1-a164-7d034008aa23
c3dcb282-6b52-4ea9-ad19-12d2fc375ca7	2babb2f2-ffe3-44a3-944c-d0766c243c8e	integrationsmanagement	IM-2026-1002	application-help	GIVEN	{birth_date,family_name,given_names,household_size,residence_title}	{birth_date,family_name,given_names,household_size,residence_title}	{}	Art. 6 Abs. 1 Buchst. a DSGVO	12	2026-11-29 00:40:08.676703+00	2026-11-29 00:40:08.96773+00	2126-11-29 00:40:08.96773+00	\N	\N	1	e960bf9de05c458701a80a1a6e10c4351508f2fba1a3046db78294d0cdbe9949	de	WEB	1	\N	\N	11	integrationsmanagement	DSGVO+LDSG	\N	30a2ad97-794f-42f4-8570-6ffb668c8d67	\N
d74cc403-20a2-4b43-b261-27c1b31613e0	2393b85c-150b-4f7e-9dac-d8998de3838c	integrationsmanagement	IM-2026-1001	appointments	GIVEN	{family_name,given_names,interpreter_need,phone,preferred_language}	{family_name,given_names,interpreter_need,phone,preferred_language}	{}	Art. 6 Abs. 1 Buchst. a DSGVO	12	2026-11-29 00:40:05.607953+00	2026-11-29 00:40:05.832432+00	2126-11-29 00:40:05.832432+00	\N	\N	1	b497cc2fc925a0e2b1043b22bc58bb8737049dc6052efacdd6b983d2fd57d894	de	WEB	1	\N	\N	14	integrationsmanagement	DSGVO+LDSG	\N	5cd66b24-86d6-4d47-83c1-c9aa19d70496	\N
f05d41c3-e9cf-4f02-834d-e74880cc314e	8eab517d-9cc8-4623-8cef-5c89ef59d7f9	schulamt	SA-2026-1004	appointments	REQUESTED	{family_name,given_names,preferred_language}	{family_name,given_names,preferred_language}	{}	Art. 6 Abs. 1 Buchst. a DSGVO	3	2026-11-29 00:40:16.495819+00	\N	\N	\N	\N	\N	\N	\N	\N	\N	\N	\N	17	schulamt	DSGVO+LDSG	\N	\N	\N
f2ff264c-f303-4a5d-8370-8a1260410cec	8eab517d-9cc8-4623-8cef-5c89ef59d7f9	jmd-diakonie	JM-2026-1004	job-matching	GIVEN	{german_level,given_names,skills,work_permission}	{german_level,given_names,skills,work_permission}	{}	§ 6 Nr. 2, § 11 DSG-EKD	12	2026-11-29 00:40:15.407164+00	2026-11-29 00:40:15.637444+00	2126-11-29 00:40:15.637444+00	\N	\N	1	049c1eda72f20efd583548b1b5f363bc20915bead21d147ba0052f57f90fd9cd	de	WEB	1	\N	\N	12	jmd	DSG-EKD	\N	587df995-bb13-4f66-8897-a83a9432abae	\N
\.

COPY data_subject (id, consent_revision, enrolled_at, erased_at) FROM stdin;
2393b85c-150b-4f7e-9dac-d8998de3838c	16	2026-11-29 00:40:02.330116+00	\N
2babb2f2-ffe3-44a3-944c-d0766c243c8e	13	2026-11-29 00:40:06.293349+00	\N
8eab517d-9cc8-4623-8cef-5c89ef59d7f9	21	2026-11-29 00:40:12.75865+00	\N
96b89506-fcb3-43a0-83ac-dbe0a789775b	14	2026-11-29 00:40:09.449821+00	\N
a07ebe86-b748-4b25-814d-0dde77b2853b	15	2026-11-29 00:39:55.051867+00	\N
\.

COPY enforcement (data_subject_id, enforced_revision, enforced_at) FROM stdin;
2393b85c-150b-4f7e-9dac-d8998de3838c	16	2026-11-29 00:40:06.278502+00
2babb2f2-ffe3-44a3-944c-d0766c243c8e	13	2026-11-29 00:40:09.503506+00
8eab517d-9cc8-4623-8cef-5c89ef59d7f9	21	2026-11-29 00:40:17.112718+00
96b89506-fcb3-43a0-83ac-dbe0a789775b	14	2026-11-29 00:40:12.601649+00
a07ebe86-b748-4b25-814d-0dde77b2853b	15	2026-11-29 00:40:36.694051+00
\.

COPY login_binding (issuer, subject, data_subject_id, bound_at, login_binding_id, status, means, agencies, binding_code_ids, unconfirmed_agency, assurance_level, requested_at, takes_effect_at, confirmed_by_login_binding) FROM stdin;
http://localhost:28080/realms/handschlag	a63114c8-c513-4afc-bc83-9aa3c910bcac	a07ebe86-b748-4b25-814d-0dde77b2853b	2026-11-29 00:39:56.813876+00	2007852a-5466-46b1-a164-7d034008aa23	BOUND	TWO_AGENCIES	{integrationsmanagement,auslaenderbehoerde}	{5304cfde-4e17-4a45-a10a-6597d632cf3d,098dfa72-b3e6-49cf-b826-1d405e6d018a}	\N	1	2026-11-29 00:39:56.757963+00	\N	\N
http://localhost:28080/realms/handschlag	c5552935-2b6b-4797-9ff8-028d01d973b3	2393b85c-150b-4f7e-9dac-d8998de3838c	2026-11-29 00:40:02.901317+00	5cd66b24-86d6-4d47-83c1-c9aa19d70496	BOUND	TWO_AGENCIES	{sozialamt,buergerbuero}	{5fb4dc86-4dce-4d65-85b7-b2fe73c4012d,086e5cf7-537c-426b-83be-fcda02dd14a1}	\N	1	2026-11-29 00:40:02.895666+00	\N	\N
http://localhost:28080/realms/handschlag	1b0fa05d-f8e6-4efd-9168-070707d97400	2babb2f2-ffe3-44a3-944c-d0766c243c8e	2026-11-29 00:40:06.94121+00	30a2ad97-794f-42f4-8570-6ffb668c8d67	BOUND	TWO_AGENCIES	{integrationsmanagement,buergerbuero}	{a2f14766-c63b-4f37-9740-cb912ce31ec0,10d777bf-a803-4b00-bc82-674b5f6d15da}	\N	1	2026-11-29 00:40:06.929687+00	\N	\N
http://localhost:28080/realms/handschlag	76be22fe-8f7d-4534-8cd6-c84e2dc68493	96b89506-fcb3-43a0-83ac-dbe0a789775b	2026-11-29 00:40:10.433075+00	d413a48f-7628-43be-83cb-83ad109735d7	BOUND	TWO_AGENCIES	{integrationsmanagement,buergerbuero}	{3862ae0b-3333-44ea-b06e-07b583094763,1d8e25ea-b90b-4015-bc28-10e7199fec2b}	\N	1	2026-11-29 00:40:10.429853+00	\N	\N
http://localhost:28080/realms/handschlag	ed3edeae-3060-43a9-9cc0-678af8c4b6fe	8eab517d-9cc8-4623-8cef-5c89ef59d7f9	2026-11-29 00:40:13.624752+00	587df995-bb13-4f66-8897-a83a9432abae	BOUND	TWO_AGENCIES	{jmd-diakonie,buergerbuero}	{628fb851-33b8-4f4b-b610-874e64ffd907,c2d32066-c806-4c3c-880a-13fefae0f630}	\N	1	2026-11-29 00:40:13.618568+00	\N	\N
\.

COPY notice (hash, version, language, text) FROM stdin;
049c1eda72f20efd583548b1b5f363bc20915bead21d147ba0052f57f90fd9cd	1	de	Einwilligung in die Weitergabe von Daten\n\nWer möchte die Daten? Jugendmigrationsdienst der Diakonie Musterau (Jugendmigrationsdienst).\nWofür? Vermittlung in Arbeit oder Ausbildung durch freie Träger.\nRechtsgrundlage: § 6 Nr. 2, § 11 DSG-EKD.\n\nDiese Angaben möchte die Stelle sehen:\n- Deutschniveau\n- Vornamen\n- Kompetenzen\n- Erlaubnis zur Erwerbstätigkeit\n\nWie lange? Höchstens 12 Monate ab Ihrer Entscheidung, danach endet die Erlaubnis von selbst.\n\nSie entscheiden frei. Sie können einzelne Angaben weglassen oder ganz ablehnen; ein Nein hat keine Nachteile für Sie und die Stelle erfährt nur, dass keine Erlaubnis vorliegt.\nSie können jederzeit ohne Begründung widerrufen. Ab dem Widerruf sieht die Stelle nichts mehr; was sie vorher durfte, bleibt rechtmäßig.\nDie Stelle darf die Angaben nur für diesen Zweck verwenden und nicht weitergeben. Sie sehen jeden Abruf in Ihrer Übersicht.
0f5f71a3003d5b243c77188bb9b9715a365c5088baf8fc0641d75d8e6a73afbb	1	de	Einwilligung in die Weitergabe von Daten\n\nWer möchte die Daten? Integrationsmanagement Landkreis Musterau (Integrationsmanagement).\nWofür? Fallbegleitung (Integrationsmanagement, KIM).\nRechtsgrundlage: Art. 6 Abs. 1 Buchst. a DSGVO.\n\nDiese Angaben möchte die Stelle sehen:\n- Anschrift\n- Beschäftigung\n- Familienname\n- Vornamen\n- Bevorzugte Sprache\n- Aufenthaltstitel/-status\n\nWie lange? Höchstens 12 Monate ab Ihrer Entscheidung, danach endet die Erlaubnis von selbst.\n\nSie entscheiden frei. Sie können einzelne Angaben weglassen oder ganz ablehnen; ein Nein hat keine Nachteile für Sie und die Stelle erfährt nur, dass keine Erlaubnis vorliegt.\nSie können jederzeit ohne Begründung widerrufen. Ab dem Widerruf sieht die Stelle nichts mehr; was sie vorher durfte, bleibt rechtmäßig.\nDie Stelle darf die Angaben nur für diesen Zweck verwenden und nicht weitergeben. Sie sehen jeden Abruf in Ihrer Übersicht.\nDiese Stelle kann gesetzlich verpflichtet sein, die Ausländerbehörde zu unterrichten (§ 87 AufenthG).
176847b048450beaf85a4a5029e186b29eaac423dd21a6164fca9896b7bccad0	1	de	Einwilligung in die Weitergabe von Daten\n\nWer möchte die Daten? Jugendmigrationsdienst der Diakonie Musterau (Jugendmigrationsdienst).\nWofür? Vermittlung an eine Beratungsstelle.\nRechtsgrundlage: § 6 Nr. 2, § 11 DSG-EKD.\n\nDiese Angaben möchte die Stelle sehen:\n- Familienname\n- Vornamen\n- Telefon\n- Bevorzugte Sprache\n- Aufenthaltstitel/-status\n\nWie lange? Höchstens 12 Monate ab Ihrer Entscheidung, danach endet die Erlaubnis von selbst.\n\nSie entscheiden frei. Sie können einzelne Angaben weglassen oder ganz ablehnen; ein Nein hat keine Nachteile für Sie und die Stelle erfährt nur, dass keine Erlaubnis vorliegt.\nSie können jederzeit ohne Begründung widerrufen. Ab dem Widerruf sieht die Stelle nichts mehr; was sie vorher durfte, bleibt rechtmäßig.\nDie Stelle darf die Angaben nur für diesen Zweck verwenden und nicht weitergeben. Sie sehen jeden Abruf in Ihrer Übersicht.
2999e0d879310a6add74990cf83b9fb7648cf663668a026d1f43ceb6e909003a	1	de	Einwilligung in die Weitergabe von Daten\n\nWer möchte die Daten? Staatliches Schulamt Musterau (Schulamt).\nWofür? Zusätzliche Unterstützung in der Schule.\nRechtsgrundlage: Art. 6 Abs. 1 Buchst. a DSGVO.\n\nDiese Angaben möchte die Stelle sehen:\n- Geburtsdatum (auch unvollständig)\n- Vornamen\n- Muttersprachen\n- Bevorzugte Sprache\n- Schulbesuch\n\nWie lange? Höchstens 12 Monate ab Ihrer Entscheidung, danach endet die Erlaubnis von selbst.\n\nSie entscheiden frei. Sie können einzelne Angaben weglassen oder ganz ablehnen; ein Nein hat keine Nachteile für Sie und die Stelle erfährt nur, dass keine Erlaubnis vorliegt.\nSie können jederzeit ohne Begründung widerrufen. Ab dem Widerruf sieht die Stelle nichts mehr; was sie vorher durfte, bleibt rechtmäßig.\nDie Stelle darf die Angaben nur für diesen Zweck verwenden und nicht weitergeben. Sie sehen jeden Abruf in Ihrer Übersicht.\nDiese Stelle kann gesetzlich verpflichtet sein, die Ausländerbehörde zu unterrichten (§ 87 AufenthG).
2d32e0b6bcef0200dc2a842c226a93b97b999e4ed50deff65f493c4facb2850e	1	de	Einwilligung in die Weitergabe von Daten\n\nWer möchte die Daten? Jugendmigrationsdienst der Diakonie Musterau (Jugendmigrationsdienst).\nWofür? Ehrenamtliche Begleitung.\nRechtsgrundlage: § 6 Nr. 2, § 11 DSG-EKD.\n\nDiese Angaben möchte die Stelle sehen:\n- Familienname\n- Vornamen\n- Bevorzugte Sprache\n\nWie lange? Höchstens 12 Monate ab Ihrer Entscheidung, danach endet die Erlaubnis von selbst.\n\nSie entscheiden frei. Sie können einzelne Angaben weglassen oder ganz ablehnen; ein Nein hat keine Nachteile für Sie und die Stelle erfährt nur, dass keine Erlaubnis vorliegt.\nSie können jederzeit ohne Begründung widerrufen. Ab dem Widerruf sieht die Stelle nichts mehr; was sie vorher durfte, bleibt rechtmäßig.\nDie Stelle darf die Angaben nur für diesen Zweck verwenden und nicht weitergeben. Sie sehen jeden Abruf in Ihrer Übersicht.
40ffbe450c136ff37b35ba174d9370c40b11933f39c40113a328f1c42ed98271	1	de	Einwilligung in die Weitergabe von Daten\n\nWer möchte die Daten? Gesundheitsamt Landkreis Musterau (Gesundheitsamt).\nWofür? Arzttermin und Gesundheitsversorgung.\nRechtsgrundlage: Art. 6 Abs. 1 Buchst. a und Art. 9 Abs. 2 Buchst. a DSGVO.\n\nDiese Angaben möchte die Stelle sehen:\n- Geburtsdatum (auch unvollständig)\n- Familienname\n- Vornamen\n- Krankenkasse\n- Dolmetschbedarf (Sprachen)\n- Medizinischer Bedarf\n- Bevorzugte Sprache\nBesonders geschützt (Art. 9 DSGVO) sind davon, und jede braucht Ihre eigene ausdrückliche Zustimmung:\n- Medizinischer Bedarf\nWie lange? Höchstens 6 Monate ab Ihrer Entscheidung, danach endet die Erlaubnis von selbst.\n\nSie entscheiden frei. Sie können einzelne Angaben weglassen oder ganz ablehnen; ein Nein hat keine Nachteile für Sie und die Stelle erfährt nur, dass keine Erlaubnis vorliegt.\nSie können jederzeit ohne Begründung widerrufen. Ab dem Widerruf sieht die Stelle nichts mehr; was sie vorher durfte, bleibt rechtmäßig.\nDie Stelle darf die Angaben nur für diesen Zweck verwenden und nicht weitergeben. Sie sehen jeden Abruf in Ihrer Übersicht.\nDiese Stelle kann gesetzlich verpflichtet sein, die Ausländerbehörde zu unterrichten (§ 87 AufenthG).
4f43d26aa58fad2d11e64a84cda55419361cba446525fe29d41cfdf93fc13bb4	1	de	Einwilligung in die Weitergabe von Daten\n\nWer möchte die Daten? Integrationsmanagement Landkreis Musterau (Integrationsmanagement).\nWofür? Fallbegleitung (Integrationsmanagement, KIM).\nRechtsgrundlage: Art. 6 Abs. 1 Buchst. a DSGVO.\n\nDiese Angaben möchte die Stelle sehen:\n- Anschrift\n- Familienname\n- Deutschniveau\n- Vornamen\n\nWie lange? Höchstens 12 Monate ab Ihrer Entscheidung, danach endet die Erlaubnis von selbst.\n\nSie entscheiden frei. Sie können einzelne Angaben weglassen oder ganz ablehnen; ein Nein hat keine Nachteile für Sie und die Stelle erfährt nur, dass keine Erlaubnis vorliegt.\nSie können jederzeit ohne Begründung widerrufen. Ab dem Widerruf sieht die Stelle nichts mehr; was sie vorher durfte, bleibt rechtmäßig.\nDie Stelle darf die Angaben nur für diesen Zweck verwenden und nicht weitergeben. Sie sehen jeden Abruf in Ihrer Übersicht.\nDiese Stelle kann gesetzlich verpflichtet sein, die Ausländerbehörde zu unterrichten (§ 87 AufenthG).
57154a35f3a1400d83248118936224e9ba089e7e2efc5c39c6aa4b296fc3702c	1	de	Einwilligung in die Weitergabe von Daten\n\nWer möchte die Daten? Jobcenter Musterau (Jobcenter).\nWofür? Terminvereinbarung und Sprachmittlung.\nRechtsgrundlage: Art. 6 Abs. 1 Buchst. a DSGVO, § 67b Abs. 2 SGB X.\n\nDiese Angaben möchte die Stelle sehen:\n- Familienname\n- Vornamen\n- Telefon\n- Bevorzugte Sprache\n\nWie lange? Höchstens 3 Monate ab Ihrer Entscheidung, danach endet die Erlaubnis von selbst.\n\nSie entscheiden frei. Sie können einzelne Angaben weglassen oder ganz ablehnen; ein Nein hat keine Nachteile für Sie und die Stelle erfährt nur, dass keine Erlaubnis vorliegt.\nSie können jederzeit ohne Begründung widerrufen. Ab dem Widerruf sieht die Stelle nichts mehr; was sie vorher durfte, bleibt rechtmäßig.\nDie Stelle darf die Angaben nur für diesen Zweck verwenden und nicht weitergeben. Sie sehen jeden Abruf in Ihrer Übersicht.\nDiese Stelle kann gesetzlich verpflichtet sein, die Ausländerbehörde zu unterrichten (§ 87 AufenthG).
6861aa215e714e96a369dda2f8bc34d69a1ea1a05e2643c09df049b380d3b5d5	1	de	Einwilligung in die Weitergabe von Daten\n\nWer möchte die Daten? Integrationsmanagement Landkreis Musterau (Integrationsmanagement).\nWofür? Fallbegleitung (Integrationsmanagement, KIM).\nRechtsgrundlage: Art. 6 Abs. 1 Buchst. a DSGVO.\n\nDiese Angaben möchte die Stelle sehen:\n- Geburtsdatum (auch unvollständig)\n- Beschäftigung\n- Familienname\n- Deutschniveau\n- Vornamen\n- Bevorzugte Sprache\n\nWie lange? Höchstens 6 Monate ab Ihrer Entscheidung, danach endet die Erlaubnis von selbst.\n\nSie entscheiden frei. Sie können einzelne Angaben weglassen oder ganz ablehnen; ein Nein hat keine Nachteile für Sie und die Stelle erfährt nur, dass keine Erlaubnis vorliegt.\nSie können jederzeit ohne Begründung widerrufen. Ab dem Widerruf sieht die Stelle nichts mehr; was sie vorher durfte, bleibt rechtmäßig.\nDie Stelle darf die Angaben nur für diesen Zweck verwenden und nicht weitergeben. Sie sehen jeden Abruf in Ihrer Übersicht.\nDiese Stelle kann gesetzlich verpflichtet sein, die Ausländerbehörde zu unterrichten (§ 87 AufenthG).
a3904b62b695316b474218436ca15000d552b66dff878703235ebf05f5799d51	1	de	Einwilligung in die Weitergabe von Daten\n\nWer möchte die Daten? Staatliches Schulamt Musterau (Schulamt).\nWofür? Terminvereinbarung und Sprachmittlung.\nRechtsgrundlage: Art. 6 Abs. 1 Buchst. a DSGVO.\n\nDiese Angaben möchte die Stelle sehen:\n- Familienname\n- Vornamen\n- Dolmetschbedarf (Sprachen)\n- Telefon\n- Bevorzugte Sprache\n\nWie lange? Höchstens 12 Monate ab Ihrer Entscheidung, danach endet die Erlaubnis von selbst.\n\nSie entscheiden frei. Sie können einzelne Angaben weglassen oder ganz ablehnen; ein Nein hat keine Nachteile für Sie und die Stelle erfährt nur, dass keine Erlaubnis vorliegt.\nSie können jederzeit ohne Begründung widerrufen. Ab dem Widerruf sieht die Stelle nichts mehr; was sie vorher durfte, bleibt rechtmäßig.\nDie Stelle darf die Angaben nur für diesen Zweck verwenden und nicht weitergeben. Sie sehen jeden Abruf in Ihrer Übersicht.\nDiese Stelle kann gesetzlich verpflichtet sein, die Ausländerbehörde zu unterrichten (§ 87 AufenthG).
b497cc2fc925a0e2b1043b22bc58bb8737049dc6052efacdd6b983d2fd57d894	1	de	Einwilligung in die Weitergabe von Daten\n\nWer möchte die Daten? Integrationsmanagement Landkreis Musterau (Integrationsmanagement).\nWofür? Terminvereinbarung und Sprachmittlung.\nRechtsgrundlage: Art. 6 Abs. 1 Buchst. a DSGVO.\n\nDiese Angaben möchte die Stelle sehen:\n- Familienname\n- Vornamen\n- Dolmetschbedarf (Sprachen)\n- Telefon\n- Bevorzugte Sprache\n\nWie lange? Höchstens 12 Monate ab Ihrer Entscheidung, danach endet die Erlaubnis von selbst.\n\nSie entscheiden frei. Sie können einzelne Angaben weglassen oder ganz ablehnen; ein Nein hat keine Nachteile für Sie und die Stelle erfährt nur, dass keine Erlaubnis vorliegt.\nSie können jederzeit ohne Begründung widerrufen. Ab dem Widerruf sieht die Stelle nichts mehr; was sie vorher durfte, bleibt rechtmäßig.\nDie Stelle darf die Angaben nur für diesen Zweck verwenden und nicht weitergeben. Sie sehen jeden Abruf in Ihrer Übersicht.\nDiese Stelle kann gesetzlich verpflichtet sein, die Ausländerbehörde zu unterrichten (§ 87 AufenthG).
c0a5c320371f1f56a2bfff17e825a0d67390fa70d0ee9762da2f0aed6f1d639b	1	de	Einwilligung in die Weitergabe von Daten\n\nWer möchte die Daten? Integrationsmanagement Landkreis Musterau (Integrationsmanagement).\nWofür? Fallbegleitung (Integrationsmanagement, KIM).\nRechtsgrundlage: Art. 6 Abs. 1 Buchst. a DSGVO.\n\nDiese Angaben möchte die Stelle sehen:\n- Anschrift\n- Deutschniveau\n- Telefon\n- Aufenthaltstitel/-status\n\nWie lange? Höchstens 12 Monate ab Ihrer Entscheidung, danach endet die Erlaubnis von selbst.\n\nSie entscheiden frei. Sie können einzelne Angaben weglassen oder ganz ablehnen; ein Nein hat keine Nachteile für Sie und die Stelle erfährt nur, dass keine Erlaubnis vorliegt.\nSie können jederzeit ohne Begründung widerrufen. Ab dem Widerruf sieht die Stelle nichts mehr; was sie vorher durfte, bleibt rechtmäßig.\nDie Stelle darf die Angaben nur für diesen Zweck verwenden und nicht weitergeben. Sie sehen jeden Abruf in Ihrer Übersicht.\nDiese Stelle kann gesetzlich verpflichtet sein, die Ausländerbehörde zu unterrichten (§ 87 AufenthG).
d3726f2e88eb586572cf0f41a741778a80f345000fda648771d355dcc509df96	1	de	Einwilligung in die Weitergabe von Daten\n\nWer möchte die Daten? Gesundheitsamt Landkreis Musterau (Gesundheitsamt).\nWofür? Terminvereinbarung und Sprachmittlung.\nRechtsgrundlage: Art. 6 Abs. 1 Buchst. a DSGVO.\n\nDiese Angaben möchte die Stelle sehen:\n- Familienname\n- Vornamen\n- Dolmetschbedarf (Sprachen)\n- Telefon\n- Bevorzugte Sprache\n\nWie lange? Höchstens 3 Monate ab Ihrer Entscheidung, danach endet die Erlaubnis von selbst.\n\nSie entscheiden frei. Sie können einzelne Angaben weglassen oder ganz ablehnen; ein Nein hat keine Nachteile für Sie und die Stelle erfährt nur, dass keine Erlaubnis vorliegt.\nSie können jederzeit ohne Begründung widerrufen. Ab dem Widerruf sieht die Stelle nichts mehr; was sie vorher durfte, bleibt rechtmäßig.\nDie Stelle darf die Angaben nur für diesen Zweck verwenden und nicht weitergeben. Sie sehen jeden Abruf in Ihrer Übersicht.\nDiese Stelle kann gesetzlich verpflichtet sein, die Ausländerbehörde zu unterrichten (§ 87 AufenthG).
d59ef0e5a10def959dd51425e0ffe0cd47561757aaed97070dc31754c851de93	1	de	Einwilligung in die Weitergabe von Daten\n\nWer möchte die Daten? Integrationsmanagement Landkreis Musterau (Integrationsmanagement).\nWofür? Hilfe beim Ausfüllen von Anträgen.\nRechtsgrundlage: Art. 6 Abs. 1 Buchst. a DSGVO.\n\nDiese Angaben möchte die Stelle sehen:\n- Anschrift\n- Familienname\n- Vornamen\n- Zahl der Personen im Haushalt\n- Staatsangehörigkeiten\n\nWie lange? Höchstens 3 Monate ab Ihrer Entscheidung, danach endet die Erlaubnis von selbst.\n\nSie entscheiden frei. Sie können einzelne Angaben weglassen oder ganz ablehnen; ein Nein hat keine Nachteile für Sie und die Stelle erfährt nur, dass keine Erlaubnis vorliegt.\nSie können jederzeit ohne Begründung widerrufen. Ab dem Widerruf sieht die Stelle nichts mehr; was sie vorher durfte, bleibt rechtmäßig.\nDie Stelle darf die Angaben nur für diesen Zweck verwenden und nicht weitergeben. Sie sehen jeden Abruf in Ihrer Übersicht.\nDiese Stelle kann gesetzlich verpflichtet sein, die Ausländerbehörde zu unterrichten (§ 87 AufenthG).
e960bf9de05c458701a80a1a6e10c4351508f2fba1a3046db78294d0cdbe9949	1	de	Einwilligung in die Weitergabe von Daten\n\nWer möchte die Daten? Integrationsmanagement Landkreis Musterau (Integrationsmanagement).\nWofür? Hilfe beim Ausfüllen von Anträgen.\nRechtsgrundlage: Art. 6 Abs. 1 Buchst. a DSGVO.\n\nDiese Angaben möchte die Stelle sehen:\n- Geburtsdatum (auch unvollständig)\n- Familienname\n- Vornamen\n- Zahl der Personen im Haushalt\n- Aufenthaltstitel/-status\n\nWie lange? Höchstens 12 Monate ab Ihrer Entscheidung, danach endet die Erlaubnis von selbst.\n\nSie entscheiden frei. Sie können einzelne Angaben weglassen oder ganz ablehnen; ein Nein hat keine Nachteile für Sie und die Stelle erfährt nur, dass keine Erlaubnis vorliegt.\nSie können jederzeit ohne Begründung widerrufen. Ab dem Widerruf sieht die Stelle nichts mehr; was sie vorher durfte, bleibt rechtmäßig.\nDie Stelle darf die Angaben nur für diesen Zweck verwenden und nicht weitergeben. Sie sehen jeden Abruf in Ihrer Übersicht.\nDiese Stelle kann gesetzlich verpflichtet sein, die Ausländerbehörde zu unterrichten (§ 87 AufenthG).
f01b93c7e5949ebf9c6ed015550ccfe703868ae6a727fb020794b6914c09a994	1	de	Einwilligung in die Weitergabe von Daten\n\nWer möchte die Daten? Sozialamt Landkreis Musterau (Sozialamt (SGB XII)).\nWofür? Terminvereinbarung und Sprachmittlung.\nRechtsgrundlage: Art. 6 Abs. 1 Buchst. a DSGVO, § 67b Abs. 2 SGB X.\n\nDiese Angaben möchte die Stelle sehen:\n- Familienname\n- Vornamen\n- Dolmetschbedarf (Sprachen)\n- Telefon\n\nWie lange? Höchstens 12 Monate ab Ihrer Entscheidung, danach endet die Erlaubnis von selbst.\n\nSie entscheiden frei. Sie können einzelne Angaben weglassen oder ganz ablehnen; ein Nein hat keine Nachteile für Sie und die Stelle erfährt nur, dass keine Erlaubnis vorliegt.\nSie können jederzeit ohne Begründung widerrufen. Ab dem Widerruf sieht die Stelle nichts mehr; was sie vorher durfte, bleibt rechtmäßig.\nDie Stelle darf die Angaben nur für diesen Zweck verwenden und nicht weitergeben. Sie sehen jeden Abruf in Ihrer Übersicht.\nDiese Stelle kann gesetzlich verpflichtet sein, die Ausländerbehörde zu unterrichten (§ 87 AufenthG).
fff049475d7e7cc18d3c4e8e519503e378991b57f7121ba64d6843f92dace3ce	1	de	Einwilligung in die Weitergabe von Daten\n\nWer möchte die Daten? Integrationsmanagement Landkreis Musterau (Integrationsmanagement).\nWofür? Terminvereinbarung und Sprachmittlung.\nRechtsgrundlage: Art. 6 Abs. 1 Buchst. a DSGVO.\n\nDiese Angaben möchte die Stelle sehen:\n- Familienname\n- Vornamen\n- Dolmetschbedarf (Sprachen)\n- Telefon\n- Bevorzugte Sprache\n\nWie lange? Höchstens 6 Monate ab Ihrer Entscheidung, danach endet die Erlaubnis von selbst.\n\nSie entscheiden frei. Sie können einzelne Angaben weglassen oder ganz ablehnen; ein Nein hat keine Nachteile für Sie und die Stelle erfährt nur, dass keine Erlaubnis vorliegt.\nSie können jederzeit ohne Begründung widerrufen. Ab dem Widerruf sieht die Stelle nichts mehr; was sie vorher durfte, bleibt rechtmäßig.\nDie Stelle darf die Angaben nur für diesen Zweck verwenden und nicht weitergeben. Sie sehen jeden Abruf in Ihrer Übersicht.\nDiese Stelle kann gesetzlich verpflichtet sein, die Ausländerbehörde zu unterrichten (§ 87 AufenthG).
\.

COPY one_time_code (code_hash, kind, data_subject_id, expires_at, code_id, agency_id, used_at, used_by) FROM stdin;
02981579c534ccb19d2573aab5d394eb1753c1aaa74a00cae331154f8865f425	BINDING	2babb2f2-ffe3-44a3-944c-d0766c243c8e	2026-12-06 00:40:06.79485+00	a2f14766-c63b-4f37-9740-cb912ce31ec0	integrationsmanagement	2026-11-29 00:40:06.920129+00	eec154bdb8d32d4d34919808ef1f5bd5d1161f15996f1fae1c923f0e79050857
067070b501cc65ae97ec4611714772caa00539bc22cad30112a962c5bffee027	LINK	2393b85c-150b-4f7e-9dac-d8998de3838c	2026-11-29 00:55:03.452232+00	e04ea9ee-df8a-429c-a11b-3dbc225026b4	\N	2026-11-29 00:40:03.548685+00	29ebe5e66aaa20aaadf159c13a35a016776038b7d3973c8f10b500a85aacc86e
0924befd5e9834c875f865b6e99d55eb99c31afa0de99aee1effa3c80d736cb8	LINK	8eab517d-9cc8-4623-8cef-5c89ef59d7f9	2026-11-29 00:55:14.301278+00	a647caa2-00b6-4c45-8eaf-ac230ae097e2	\N	2026-11-29 00:40:14.353767+00	2edb334616ebd7c7ab0013cb7dcc388a4d1f09dc9885852bcc212effc545ca92
0b412b04ba2341dadff5b21468bc183466c47986174b60fd611b875baf9ad72b	LINK	96b89506-fcb3-43a0-83ac-dbe0a789775b	2026-11-29 00:55:10.768422+00	ebea42f6-72f3-4d28-9274-25698ba3b8b3	\N	2026-11-29 00:40:11.174066+00	950e1b17c3a3b58b0809f2a786438824167ae998f5ac45e8c2c238c420f9cf5e
0fd063872f9e68fc5527eac5a5bfcf83202eef124fb3e3c076827ffd12c72b89	LINK	2babb2f2-ffe3-44a3-944c-d0766c243c8e	2026-11-29 00:55:07.378603+00	19d93dbf-0fd2-4dd9-960a-8a5f56cf8354	\N	2026-11-29 00:40:07.439743+00	dc2c197cecd080d4b7b783dedc97e575cb81481fa323ec9536cadd1cbd2e0912
1111a54b0f69c32471f0d2a007f5525ece2b5be6232baa4421a5c07f59038353	BINDING	96b89506-fcb3-43a0-83ac-dbe0a789775b	2026-12-06 00:40:11.456671+00	1d8e25ea-b90b-4015-bc28-10e7199fec2b	buergerbuero	2026-11-29 00:40:11.51239+00	20ef2e7912daa918645264f11063caa876ef89205ee722d0525852ff9118d99a
180648d6868b3af4b313b7f4e5f04bd98fbc772fe174f7bb2cae9955f94c972b	LINK	2393b85c-150b-4f7e-9dac-d8998de3838c	2026-11-29 00:55:03.133667+00	7d7047f7-27be-4f92-9b13-4635246899a6	\N	2026-11-29 00:40:03.262879+00	0b9f5340773b397f1109d4a6ac0690b1da4ecab182bf779842a49ddb2e3ae4c3
1a6506906a21437617b4eff936ef9dd1cad7f6b9c703ec38ab43c6eb4072ea29	BINDING	2babb2f2-ffe3-44a3-944c-d0766c243c8e	2026-12-06 00:40:07.672782+00	10d777bf-a803-4b00-bc82-674b5f6d15da	buergerbuero	2026-11-29 00:40:07.769288+00	eec154bdb8d32d4d34919808ef1f5bd5d1161f15996f1fae1c923f0e79050857
40748237cd833668cb6db143f4ed30e895f4e1f66e25e8a58badcc1ac9561d15	LINK	a07ebe86-b748-4b25-814d-0dde77b2853b	2026-11-29 00:54:58.633307+00	62439b37-2b4f-4839-bce4-b88a6e753bee	\N	2026-11-29 00:39:58.899208+00	5750053f8e9ecd0c3ec6a1675ab293a445fef7925cbc4aac3244a3b098bf6092
43f8f436ca980911ac75175bad59909389f8ec66e13697a747da55f7ef47030d	LINK	8eab517d-9cc8-4623-8cef-5c89ef59d7f9	2026-11-29 00:55:13.933111+00	487e77c6-8c72-4189-9429-d7ee4ed7d837	\N	2026-11-29 00:40:14.21617+00	8433894981fb3d8399ecab006456f38d23e5c369a9a0764cef3acd8751c951e1
4b97034d4a379a6ec73c2c1b2525e86d74f54b3b5e69b015b70522cf15a7cf52	LINK	96b89506-fcb3-43a0-83ac-dbe0a789775b	2026-11-29 00:55:11.291878+00	e1d0852c-98c0-4aa3-ad1d-d824e7efdba4	\N	2026-11-29 00:40:11.355567+00	6ff63ac9afad30b02c658d7fb92b51aa8be7047b74a362bb684abfa4ac8ab6a8
5e63249bb14626e5bc54f3bd954c37b7116429a84195babbda4c8e2ee55b4d6e	BINDING	8eab517d-9cc8-4623-8cef-5c89ef59d7f9	2026-12-06 00:40:14.555429+00	c2d32066-c806-4c3c-880a-13fefae0f630	buergerbuero	2026-11-29 00:40:14.731364+00	be3bb21eb50783f2ea52282fab76b0baa6ff034354cd9898318ff6f79ab996a7
6ad154ccfba70b893026a3c28a6292756aac4c14800c566e7dce17b9e6cec2c6	LINK	a07ebe86-b748-4b25-814d-0dde77b2853b	2026-11-29 00:54:59.445559+00	3e557aa3-33e0-4f35-890f-f323275ab3f8	\N	2026-11-29 00:39:59.672353+00	5c06cb9ce177f419864030bccb6e68f31404220f494f4e3a8a88b3866421f966
853f89d06d628d231f31427114fa04ecae3d59c2378c5e16e8e23837cd0c059f	BINDING	8eab517d-9cc8-4623-8cef-5c89ef59d7f9	2026-12-06 00:40:13.524119+00	628fb851-33b8-4f4b-b610-874e64ffd907	jmd-diakonie	2026-11-29 00:40:13.602509+00	be3bb21eb50783f2ea52282fab76b0baa6ff034354cd9898318ff6f79ab996a7
93b6e9c28c4e063a7a015456e9a43b1d7bdc4c0cf77a503a26d1ec34d1e80983	LINK	2393b85c-150b-4f7e-9dac-d8998de3838c	2026-11-29 00:55:03.65491+00	d841cf1d-572f-4640-b128-446dc363cce1	\N	2026-11-29 00:40:03.800367+00	a7f04b7f3b84a8de598ca8b6241281b7238e97ef8a6efd03ee05e049e952cce7
9cb2d9890fe59a03f4a3c78ea9b586798de182ddb80063ec730789d7f97aabb9	BINDING	a07ebe86-b748-4b25-814d-0dde77b2853b	2026-12-06 00:39:59.786136+00	098dfa72-b3e6-49cf-b826-1d405e6d018a	auslaenderbehoerde	2026-11-29 00:39:59.829323+00	9f4bbe13fe7d6bf9213a09381996f0bc46556275e1a8538ff88b38042893e2a2
9cc8e72d43103eb01302a6284a408c3335010cd30df66c5f2aaf2d0cce0d91cd	BINDING	96b89506-fcb3-43a0-83ac-dbe0a789775b	2026-12-06 00:40:10.344536+00	3862ae0b-3333-44ea-b06e-07b583094763	integrationsmanagement	2026-11-29 00:40:10.426465+00	20ef2e7912daa918645264f11063caa876ef89205ee722d0525852ff9118d99a
a40a1717fd74d315d7970fbfe8a1a7633a53827088efa0872bccfe22ae86765b	BINDING	2393b85c-150b-4f7e-9dac-d8998de3838c	2026-12-06 00:40:04.10349+00	086e5cf7-537c-426b-83be-fcda02dd14a1	buergerbuero	2026-11-29 00:40:04.152408+00	37562c25a57994100d01437c5c209d628d552fd50d178e3692a6115f3e933c93
b6408aa8d2a524c08eaaefdf5a86cc42c36cf8b04e7c0fec8de0a6a8599183d6	BINDING	2393b85c-150b-4f7e-9dac-d8998de3838c	2026-12-06 00:40:02.793527+00	5fb4dc86-4dce-4d65-85b7-b2fe73c4012d	sozialamt	2026-11-29 00:40:02.887078+00	37562c25a57994100d01437c5c209d628d552fd50d178e3692a6115f3e933c93
cc4ea7d395d48745d1bcb586c5a556e02144a52a5e623972c82480eb78a1ad39	BINDING	a07ebe86-b748-4b25-814d-0dde77b2853b	2026-12-06 00:39:56.128595+00	5304cfde-4e17-4a45-a10a-6597d632cf3d	integrationsmanagement	2026-11-29 00:39:56.587175+00	9f4bbe13fe7d6bf9213a09381996f0bc46556275e1a8538ff88b38042893e2a2
d062e7d0f29186e527d25dcbd58be7cee28b2b4115c2d89c6f696b5eea172fcd	LINK	96b89506-fcb3-43a0-83ac-dbe0a789775b	2026-11-29 00:55:10.544058+00	2d1c916c-63d3-46eb-9eaa-b75386a67229	\N	2026-11-29 00:40:10.655105+00	2dfc6843fbb676a92541b0f01b6ea800073fc638eb02bb061d12f5410944aff7
e57e6e6fe37666b66593e7555fff2cfce8d57f4c66ab32c165fe7dd1bc9faf71	LINK	a07ebe86-b748-4b25-814d-0dde77b2853b	2026-11-29 00:54:58.236745+00	9511e2ec-c461-4ec9-b4d5-376bbe128291	\N	2026-11-29 00:39:58.447702+00	9194ed8a02563e322c746422d82a37d009ca38d121f8c313eee6ff81b53811a1
f1ba66414ab7fcafabf714131b8336e73f08a6bcd88f187d2f636fed299597bc	LINK	a07ebe86-b748-4b25-814d-0dde77b2853b	2026-11-29 00:54:57.544965+00	5a4b5c41-a4f7-4526-8292-5476caba8334	\N	2026-11-29 00:39:58.042821+00	1044be66d8887e7b846c0dbb8d42bd11219c9fca452bc65d1c915164894e262f
f272cf2f442f2acbfc7d8494914ad1ca049805ca5f5751b95b7326dc0d449713	LINK	2babb2f2-ffe3-44a3-944c-d0766c243c8e	2026-11-29 00:55:07.096806+00	4981d48f-a3e1-47bc-923e-917ed6992134	\N	2026-11-29 00:40:07.213029+00	8334a0b7f0a7607dc8e0321e7796c693c07dda9b6cdda97885055d1b1dfde753
f8818da8a38bb102087970c2278aa46ce45d573899065de0d8e4cf7b59112c7d	LINK	a07ebe86-b748-4b25-814d-0dde77b2853b	2026-11-29 00:54:59.115469+00	808262e8-e0e5-41f6-b379-69dd3950f97c	\N	2026-11-29 00:39:59.301972+00	82c72bfb42046435b054fed6211411aa638df6f8cfe27dc7bc70f49dc5f67970
ffe6d0084bcead71160f4d38f24b6b1708459233275b53346613ec60e85c959d	LINK	8eab517d-9cc8-4623-8cef-5c89ef59d7f9	2026-11-29 00:55:13.760386+00	d333ea21-7a3b-4d4f-8040-fd3a9c3a7f67	\N	2026-11-29 00:40:13.84309+00	e89829dfbcdf8dd4cc7f2195def64476380a3f09d2a662a922619323a59bda8a
\.

COPY purpose (key, label_de, basis_kind, dpv_iri, legal_basis, norm, retired) FROM stdin;
application-help	Hilfe beim Ausfüllen von Anträgen	CONSENT	https://w3id.org/dpv#ServiceProvision	Art. 6 Abs. 1 Buchst. a DSGVO	\N	f
appointments	Terminvereinbarung und Sprachmittlung	CONSENT	https://w3id.org/dpv#CommunicationManagement	Art. 6 Abs. 1 Buchst. a DSGVO; für besonders geschützte Angaben zusätzlich Art. 9 Abs. 2 Buchst. a DSGVO	\N	f
asylblg-benefits	Leistungen nach dem Asylbewerberleistungsgesetz	STATUTE	https://w3id.org/dpv/sector/publicservices#SocialWelfareEligibilityAssessment	Art. 6 Abs. 1 Buchst. e und Abs. 3 DSGVO	§ 11 Abs. 3 AsylbLG, § 90 Abs. 3 AufenthG, § 8 Abs. 2a AsylG	f
asylum-advice	Asylverfahrensberatung und Rechtsberatung	CONSENT	https://w3id.org/dpv/sector/law#LegalAidProvision	Art. 6 Abs. 1 Buchst. a DSGVO; für besonders geschützte Angaben zusätzlich Art. 9 Abs. 2 Buchst. a DSGVO	\N	f
asylum-procedure	Asylverfahren	STATUTE	https://w3id.org/dpv/sector/law#ImmigrationAsylumManagement	Art. 6 Abs. 1 Buchst. e und Abs. 3 DSGVO	§ 7 Abs. 1 und 2, § 8 Abs. 1, § 54 AsylG	f
benefit-eligibility	Prüfung von Sozialleistungen (SGB II, III, XII, Wohngeld)	STATUTE	https://w3id.org/dpv/sector/publicservices#SocialWelfareEligibilityAssessment	Art. 6 Abs. 1 Buchst. e und Abs. 3 DSGVO	§ 67a Abs. 1 und Abs. 2 Satz 2, § 67f Abs. 1, 2 und 4, § 67d, § 69 Abs. 1 Nr. 1, § 79 SGB X	f
case-management	Fallbegleitung (Integrationsmanagement, KIM)	CONSENT	https://w3id.org/dpv/sector/publicservices#SocialAssistanceManagement	Art. 6 Abs. 1 Buchst. a DSGVO; für besonders geschützte Angaben zusätzlich Art. 9 Abs. 2 Buchst. a DSGVO	\N	f
child-protection	Kinderschutz	STATUTE	https://w3id.org/dpv#LegalCompliance	Art. 6 Abs. 1 Buchst. c und e, Abs. 3 DSGVO	§ 8a Abs. 1 bis 3, § 62 Abs. 3 Nr. 2 Buchst. d SGB VIII	f
childcare-place	Kita-Platz	CONSENT	https://w3id.org/dpv/sector/publicservices#PublicServiceProvision	Art. 6 Abs. 1 Buchst. a DSGVO; für besonders geschützte Angaben zusätzlich Art. 9 Abs. 2 Buchst. a DSGVO	\N	f
civil-status	Beurkundung im Standesamt	STATUTE	https://w3id.org/dpv#RecordManagement	Art. 6 Abs. 1 Buchst. c und e, Abs. 3 DSGVO	§ 9 Abs. 1, § 10 Abs. 1 PStG, § 34 PStV	f
counselling-referral	Vermittlung an eine Beratungsstelle	CONSENT	https://w3id.org/dpv#RequestedServiceProvision	Art. 6 Abs. 1 Buchst. a DSGVO; für besonders geschützte Angaben zusätzlich Art. 9 Abs. 2 Buchst. a DSGVO	\N	f
course-reporting	Meldung der Kursteilnahme an das BAMF	STATUTE	https://w3id.org/dpv#LegalCompliance	Art. 6 Abs. 1 Buchst. e und Abs. 3 DSGVO	§ 88a Abs. 1 Satz 1 AufenthG in Verbindung mit § 7 Abs. 1, § 8 Abs. 2 IntV	f
german-course-placement	Vermittlung in einen Deutschkurs	CONSENT	https://w3id.org/dpv/sector/education#StudentCourseAllocation	Art. 6 Abs. 1 Buchst. a DSGVO; für besonders geschützte Angaben zusätzlich Art. 9 Abs. 2 Buchst. a DSGVO	\N	f
guardianship	Vormundschaft	STATUTE	https://w3id.org/dpv#FulfilmentOfObligation	Art. 6 Abs. 1 Buchst. c und e, Abs. 3 DSGVO	§§ 1773, 1774, 1778, 1789 Abs. 1 BGB, § 22a Abs. 2 FamFG, § 68 Abs. 1 SGB VIII	f
health-appointment	Arzttermin und Gesundheitsversorgung	CONSENT	https://w3id.org/dpv/sector/health#AppointmentScheduling	Art. 6 Abs. 1 Buchst. a DSGVO; für besonders geschützte Angaben zusätzlich Art. 9 Abs. 2 Buchst. a DSGVO	\N	f
health-card	Gesundheitskarte und Krankenbehandlung	STATUTE	https://w3id.org/dpv/sector/health#HealthInsuranceManagement	Art. 6 Abs. 1 Buchst. e und Abs. 3 DSGVO	§ 264 Abs. 1 bis 5, § 284 Abs. 1 Satz 1 Nr. 6 SGB V, §§ 4, 6 AsylbLG, § 71 Abs. 2a SGB X	f
housing-allocation	Unterbringung und Zuweisung von Wohnraum	STATUTE	https://w3id.org/dpv/sector/publicservices#HousingWelfareManagement	Art. 6 Abs. 1 Buchst. e und Abs. 3 DSGVO; für besonderen Bedarf Art. 9 Abs. 2 Buchst. b DSGVO in Verbindung mit § 44 Abs. 2, § 53 Abs. 3 AsylG	§ 44 Abs. 2, §§ 50, 53 AsylG; §§ 8, 18 FlüAG BW in Verbindung mit § 4 LDSG BW	f
housing-search	Hilfe bei der Wohnungssuche	CONSENT	https://w3id.org/dpv/sector/publicservices#HousingWelfareManagement	Art. 6 Abs. 1 Buchst. a DSGVO; für besonders geschützte Angaben zusätzlich Art. 9 Abs. 2 Buchst. a DSGVO	\N	f
infection-control	Infektionsschutz	STATUTE	https://w3id.org/dpv/sector/health#PublicHealthSurveillance	Art. 6 Abs. 1 Buchst. c und e, Abs. 3, Art. 9 Abs. 2 Buchst. i DSGVO	§ 16 Abs. 1 Satz 2, § 25 Abs. 1 und 2, § 34 Abs. 6, § 36 Abs. 3a IfSG	f
job-matching	Vermittlung in Arbeit oder Ausbildung durch freie Träger	CONSENT	https://w3id.org/dpv#RequestedServiceProvision	Art. 6 Abs. 1 Buchst. a DSGVO; für besonders geschützte Angaben zusätzlich Art. 9 Abs. 2 Buchst. a DSGVO	\N	f
job-placement	Vermittlung in Arbeit durch Jobcenter und Agentur für Arbeit	STATUTE	https://w3id.org/dpv/sector/publicservices#PublicServiceProvision	Art. 6 Abs. 1 Buchst. e und Abs. 3 DSGVO	§§ 14, 15, 50 Abs. 1 SGB II, §§ 35, 37, 394 Abs. 1 SGB III, § 69 Abs. 1 Nr. 1, § 79 SGB X	f
measles-proof	Masernnachweis	STATUTE	https://w3id.org/dpv/sector/health#VaccinationManagement	Art. 6 Abs. 1 Buchst. c und Abs. 3, Art. 9 Abs. 2 Buchst. i DSGVO	§ 20 Abs. 8, Abs. 9 Satz 1 Nr. 3 und Abs. 11 IfSG	f
mentoring	Ehrenamtliche Begleitung	CONSENT	https://w3id.org/dpv#RequestedServiceProvision	Art. 6 Abs. 1 Buchst. a DSGVO	\N	f
naturalisation	Einbürgerung	STATUTE	https://w3id.org/dpv/sector/law#ImmigrationEligibilityAssessment	Art. 6 Abs. 1 Buchst. e und Abs. 3 DSGVO	§ 31 Satz 1, § 32 Abs. 1 Satz 1 und Abs. 2 StAG	f
naturalisation-advice	Beratung zur Einbürgerung	CONSENT	https://w3id.org/dpv/sector/law#ImmigrationEligibilityAssessment	Art. 6 Abs. 1 Buchst. a DSGVO	\N	f
psychosocial-treatment	Psychosoziale Beratung und Behandlung	CONSENT	https://w3id.org/dpv/sector/health#SpecialisedCareManagement	Art. 6 Abs. 1 Buchst. a DSGVO; für besonders geschützte Angaben zusätzlich Art. 9 Abs. 2 Buchst. a DSGVO	\N	f
qualification-recognition	Anerkennung von Abschlüssen	CONSENT	https://w3id.org/dpv#RequestedServiceProvision	Art. 6 Abs. 1 Buchst. a DSGVO	\N	f
registration	Führen des Melderegisters	STATUTE	https://w3id.org/dpv#RecordManagement	Art. 6 Abs. 1 Buchst. c und e, Abs. 3 DSGVO	§ 2 Abs. 2 Satz 2, § 6 Abs. 1 BMG, § 90a AufenthG	f
research	Forschung und Statistik zur Integration	CONSENT	https://w3id.org/dpv#ScientificResearch	Art. 6 Abs. 1 Buchst. a DSGVO	\N	f
residence-obligation	Wohnsitzregelung und Wohnsitzauflage	STATUTE	https://w3id.org/dpv/sector/law#ImmigrationResidencyPermitManagement	Art. 6 Abs. 1 Buchst. e und Abs. 3 DSGVO	§ 12a, § 61 Abs. 1d, §§ 86, 87 Abs. 1 AufenthG; § 60 AsylG	f
residence-procedure	Aufenthaltsrechtliches Verfahren	STATUTE	https://w3id.org/dpv/sector/law#ImmigrationResidencyPermitManagement	Art. 6 Abs. 1 Buchst. e und Abs. 3 DSGVO	§§ 86, 87 Abs. 1, § 88 Abs. 1 AufenthG	f
school-admission	Schulaufnahme	STATUTE	https://w3id.org/dpv/sector/education#StudentAdmissionManagement	Art. 6 Abs. 1 Buchst. e und Abs. 3 DSGVO	§§ 72, 73 SchG BW in Verbindung mit § 4 LDSG BW	f
school-support	Zusätzliche Unterstützung in der Schule	CONSENT	https://w3id.org/dpv/sector/education#StudentGuidanceManagement	Art. 6 Abs. 1 Buchst. a DSGVO; für besonders geschützte Angaben zusätzlich Art. 9 Abs. 2 Buchst. a DSGVO	\N	f
study-admission	Zugang zum Studium	CONSENT	https://w3id.org/dpv/sector/education#StudentAdmissionManagement	Art. 6 Abs. 1 Buchst. a DSGVO	\N	f
unaccompanied-minors	Inobhutnahme und Verteilung unbegleiteter Minderjähriger	STATUTE	https://w3id.org/dpv/sector/publicservices#SocialAssistanceManagement	Art. 6 Abs. 1 Buchst. c und e, Abs. 3 DSGVO	§ 42 Abs. 1 Satz 1 Nr. 3, §§ 42a, 42b, 42f, § 62 Abs. 3 Nr. 2 Buchst. c SGB VIII	f
violence-protection	Schutz vor Gewalt	CONSENT	https://w3id.org/dpv/sector/law#CrimeVictimSafetyProvision	Art. 6 Abs. 1 Buchst. a DSGVO; für besonders geschützte Angaben zusätzlich Art. 9 Abs. 2 Buchst. a DSGVO	\N	f
vital-emergency	Lebensgefahr (Notzugriff)	EMERGENCY	https://w3id.org/dpv/sector/health#EmergencyCareManagement	Art. 6 Abs. 1 Buchst. d, Art. 9 Abs. 2 Buchst. c DSGVO	\N	f
vocational-course-reporting	Meldung der Teilnahme an Berufssprachkursen	STATUTE	https://w3id.org/dpv#LegalCompliance	Art. 6 Abs. 1 Buchst. e und Abs. 3 DSGVO	§ 88a Abs. 3 Satz 1 AufenthG in Verbindung mit § 26 Abs. 1 und 2 DeuFöV	f
vulnerability-identification	Erkennen von besonderem Bedarf (Aufnahme und Asylverfahren)	CONSENT	https://w3id.org/dpv/sector/publicservices#SocialWelfareEligibilityAssessment	Art. 6 Abs. 1 Buchst. a DSGVO; für besonders geschützte Angaben zusätzlich Art. 9 Abs. 2 Buchst. a DSGVO	\N	f
\.

COPY purpose_use (purpose, agency_type, basis) FROM stdin;
application-help	mbe	CONSENT
application-help	ehrenamt	CONSENT
application-help	familienberatung	CONSENT
application-help	schwangerschaftsberatung	CONSENT
application-help	fachberatung_gewalt	CONSENT
application-help	frauenhaus	CONSENT
application-help	psz	CONSENT
application-help	migrantenorganisation	CONSENT
application-help	kirchliche_stelle_ev	CONSENT
application-help	kirchliche_stelle_kath	CONSENT
application-help	fluechtlingssozialarbeit	CONSENT
application-help	kommunales_integrationszentrum	CONSENT
application-help	integrationsmanagement	CONSENT
application-help	wohlfahrtsverband	CONSENT
application-help	jmd	CONSENT
appointments	asylblg_behoerde	CONSENT
appointments	kirchliche_stelle_ev	CONSENT
appointments	kirchliche_stelle_kath	CONSENT
appointments	migrantenorganisation	CONSENT
appointments	ehrenamt	CONSENT
appointments	sprachmittlung	CONSENT
appointments	fachberatung_gewalt	CONSENT
appointments	frauenhaus	CONSENT
appointments	suchtberatung	CONSENT
appointments	familienberatung	CONSENT
appointments	schwangerschaftsberatung	CONSENT
appointments	rueckkehrberatung	CONSENT
appointments	rechtsanwalt	CONSENT
appointments	asylverfahrensberatung	CONSENT
appointments	wohlfahrtsverband	CONSENT
appointments	jmd	CONSENT
appointments	mbe	CONSENT
appointments	fluechtlingssozialarbeit	CONSENT
appointments	integrationsmanagement	CONSENT
appointments	kommunales_integrationszentrum	CONSENT
appointments	psz	CONSENT
appointments	klinik_praxis	CONSENT
appointments	krankenkasse	CONSENT
appointments	gesundheitsamt	CONSENT
appointments	anerkennungsberatung	CONSENT
appointments	anerkennungsstelle	CONSENT
appointments	bildungstraeger	CONSENT
appointments	sprachkurstraeger	CONSENT
appointments	volkshochschule	CONSENT
appointments	hochschule	CONSENT
appointments	kita	CONSENT
appointments	schule	CONSENT
appointments	schulamt	CONSENT
appointments	jugendamt	CONSENT
appointments	wohngeldstelle	CONSENT
appointments	agentur_fuer_arbeit	CONSENT
appointments	auslaenderbehoerde	CONSENT
appointments	bamf_regional	CONSENT
appointments	aufnahmeeinrichtung	CONSENT
appointments	gemeinschaftsunterkunft	CONSENT
appointments	wohnungsamt	CONSENT
appointments	meldebehoerde	CONSENT
appointments	standesamt	CONSENT
appointments	einbuergerungsbehoerde	CONSENT
appointments	sozialamt	CONSENT
appointments	jobcenter	CONSENT
asylblg-benefits	asylblg_behoerde	STATUTE
asylum-advice	rechtsanwalt	CONSENT
asylum-advice	asylverfahrensberatung	CONSENT
asylum-advice	psz	CONSENT
asylum-procedure	bamf_regional	STATUTE
benefit-eligibility	wohngeldstelle	STATUTE
benefit-eligibility	jobcenter	STATUTE
benefit-eligibility	agentur_fuer_arbeit	STATUTE
benefit-eligibility	sozialamt	STATUTE
case-management	migrantenorganisation	CONSENT
case-management	jobcenter	STATUTE
case-management	jugendamt	STATUTE
case-management	sozialamt	STATUTE
case-management	mbe	CONSENT
case-management	jmd	CONSENT
case-management	wohlfahrtsverband	CONSENT
case-management	integrationsmanagement	CONSENT
case-management	kommunales_integrationszentrum	CONSENT
case-management	fluechtlingssozialarbeit	CONSENT
case-management	kirchliche_stelle_kath	CONSENT
case-management	kirchliche_stelle_ev	CONSENT
child-protection	jugendamt	STATUTE
childcare-place	jugendamt	STATUTE
childcare-place	kita	CONSENT
civil-status	standesamt	STATUTE
counselling-referral	kommunales_integrationszentrum	CONSENT
counselling-referral	schwangerschaftsberatung	CONSENT
counselling-referral	familienberatung	CONSENT
counselling-referral	suchtberatung	CONSENT
counselling-referral	rechtsanwalt	CONSENT
counselling-referral	asylverfahrensberatung	CONSENT
counselling-referral	integrationsmanagement	CONSENT
counselling-referral	wohlfahrtsverband	CONSENT
counselling-referral	jmd	CONSENT
counselling-referral	mbe	CONSENT
counselling-referral	psz	CONSENT
counselling-referral	kirchliche_stelle_ev	CONSENT
counselling-referral	kirchliche_stelle_kath	CONSENT
counselling-referral	fluechtlingssozialarbeit	CONSENT
counselling-referral	fachberatung_gewalt	CONSENT
counselling-referral	frauenhaus	CONSENT
counselling-referral	anerkennungsberatung	CONSENT
course-reporting	bamf_regional	STATUTE
german-course-placement	auslaenderbehoerde	STATUTE
german-course-placement	jobcenter	STATUTE
german-course-placement	asylblg_behoerde	STATUTE
german-course-placement	sprachkurstraeger	CONSENT
german-course-placement	volkshochschule	CONSENT
german-course-placement	bildungstraeger	CONSENT
german-course-placement	mbe	CONSENT
german-course-placement	jmd	CONSENT
german-course-placement	integrationsmanagement	CONSENT
german-course-placement	kommunales_integrationszentrum	CONSENT
german-course-placement	fluechtlingssozialarbeit	CONSENT
german-course-placement	bamf_regional	STATUTE
guardianship	amtsvormund	STATUTE
guardianship	familiengericht	STATUTE
health-appointment	psz	CONSENT
health-appointment	gesundheitsamt	CONSENT
health-appointment	klinik_praxis	CONSENT
health-appointment	schwangerschaftsberatung	CONSENT
health-card	krankenkasse	STATUTE
housing-allocation	aufnahmeeinrichtung	STATUTE
housing-allocation	wohnungsamt	STATUTE
housing-allocation	gemeinschaftsunterkunft	STATUTE
housing-search	fluechtlingssozialarbeit	CONSENT
housing-search	integrationsmanagement	CONSENT
housing-search	wohnungsamt	CONSENT
housing-search	kirchliche_stelle_ev	CONSENT
housing-search	kirchliche_stelle_kath	CONSENT
housing-search	ehrenamt	CONSENT
housing-search	frauenhaus	CONSENT
housing-search	wohlfahrtsverband	CONSENT
housing-search	mbe	CONSENT
infection-control	gesundheitsamt	STATUTE
job-matching	mbe	CONSENT
job-matching	wohlfahrtsverband	CONSENT
job-matching	jmd	CONSENT
job-matching	kirchliche_stelle_ev	CONSENT
job-matching	bildungstraeger	CONSENT
job-matching	anerkennungsberatung	CONSENT
job-matching	migrantenorganisation	CONSENT
job-matching	kirchliche_stelle_kath	CONSENT
job-placement	agentur_fuer_arbeit	STATUTE
job-placement	jobcenter	STATUTE
measles-proof	kita	STATUTE
measles-proof	aufnahmeeinrichtung	STATUTE
measles-proof	gemeinschaftsunterkunft	STATUTE
measles-proof	schule	STATUTE
mentoring	kirchliche_stelle_kath	CONSENT
mentoring	jmd	CONSENT
mentoring	migrantenorganisation	CONSENT
mentoring	ehrenamt	CONSENT
mentoring	wohlfahrtsverband	CONSENT
mentoring	kirchliche_stelle_ev	CONSENT
naturalisation	einbuergerungsbehoerde	STATUTE
naturalisation-advice	kommunales_integrationszentrum	CONSENT
naturalisation-advice	mbe	CONSENT
naturalisation-advice	jmd	CONSENT
naturalisation-advice	einbuergerungsbehoerde	CONSENT
naturalisation-advice	integrationsmanagement	CONSENT
psychosocial-treatment	klinik_praxis	CONSENT
psychosocial-treatment	suchtberatung	CONSENT
psychosocial-treatment	psz	CONSENT
qualification-recognition	integrationsmanagement	CONSENT
qualification-recognition	wohlfahrtsverband	CONSENT
qualification-recognition	mbe	CONSENT
qualification-recognition	anerkennungsstelle	STATUTE
qualification-recognition	hochschule	CONSENT
qualification-recognition	jmd	CONSENT
qualification-recognition	anerkennungsberatung	CONSENT
qualification-recognition	jobcenter	STATUTE
registration	meldebehoerde	STATUTE
research	kommunales_integrationszentrum	CONSENT
research	hochschule	CONSENT
residence-obligation	auslaenderbehoerde	STATUTE
residence-procedure	auslaenderbehoerde	STATUTE
school-admission	schulamt	STATUTE
school-admission	schule	STATUTE
school-support	schule	CONSENT
school-support	schulamt	CONSENT
school-support	kommunales_integrationszentrum	CONSENT
study-admission	hochschule	CONSENT
unaccompanied-minors	landesjugendamt	STATUTE
unaccompanied-minors	jugendamt	STATUTE
violence-protection	fachberatung_gewalt	CONSENT
violence-protection	frauenhaus	CONSENT
vital-emergency	gemeinschaftsunterkunft	EMERGENCY
vital-emergency	aufnahmeeinrichtung	EMERGENCY
vital-emergency	frauenhaus	EMERGENCY
vital-emergency	kita	EMERGENCY
vital-emergency	gesundheitsamt	EMERGENCY
vital-emergency	psz	EMERGENCY
vital-emergency	jugendamt	EMERGENCY
vital-emergency	amtsvormund	EMERGENCY
vital-emergency	klinik_praxis	EMERGENCY
vital-emergency	schule	EMERGENCY
vocational-course-reporting	bamf_regional	STATUTE
vulnerability-identification	gemeinschaftsunterkunft	CONSENT
vulnerability-identification	fluechtlingssozialarbeit	CONSENT
vulnerability-identification	aufnahmeeinrichtung	STATUTE
vulnerability-identification	bamf_regional	STATUTE
vulnerability-identification	bamf_regional	CONSENT
vulnerability-identification	asylverfahrensberatung	CONSENT
vulnerability-identification	aufnahmeeinrichtung	CONSENT
vulnerability-identification	wohnungsamt	CONSENT
vulnerability-identification	psz	CONSENT
\.

SELECT setval('outbox_event_id_seq', 79);
