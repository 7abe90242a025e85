"""The entrance of agents: what is found in a text, for a program that asks by the Model Context Protocol."""
