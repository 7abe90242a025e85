"""How does a run look? One module a format; each sees a Run and nothing else."""
