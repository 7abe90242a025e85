"""How does a person decide on the findings of a story, one by one?"""
