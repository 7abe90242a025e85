"""How right is audit, on texts that people have judged?"""
