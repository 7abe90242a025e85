"""Where do other systems ask? HTTP for a CMS: checks, decisions, sign-offs, and what may be published."""
