"""What does an editor work with in a browser on this machine?"""
