"""Which articles did a newsroom and others publish, which of them are of one story, and what came of them?"""
