"""What do all programs that answer over HTTP have in common?"""
