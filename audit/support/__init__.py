"""How far do the translations of one text bear out each word of one of them?"""
