"""What is known about the words of a language, whatever the article?"""
