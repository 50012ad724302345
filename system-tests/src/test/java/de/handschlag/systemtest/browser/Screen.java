package de.handschlag.systemtest.browser;

import java.util.Locale;

/** Sizes at which pages are looked at, in CSS pixels. The small one is also a desktop at 400 % (WCAG 1.4.10). */
public enum Screen {

    PHONE(320, 640),
    DESKTOP(1280, 900);

    final int width;
    final int height;

    Screen(int width, int height) {
        this.width = width;
        this.height = height;
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
