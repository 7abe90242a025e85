"""Which quantities are equal, whatever way they are written, in whatever unit?"""
