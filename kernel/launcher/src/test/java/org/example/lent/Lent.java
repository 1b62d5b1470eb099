package org.example.lent;

/** What one plugin exports and another uses. */
public final class Lent {}
