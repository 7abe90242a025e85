"""Detectors: one module, one question, one function `detect(story, version, *, params) -> hits`.

A rule names its detector by the module's name. Keyword-only parameters are the schema of the rule's
`params`. A detector knows no rule, no severity and no output. A module may say in `NEEDS` (model.Needs)
without what its detector is silent: then it is not asked where that is missing, and a text of which most
detectors can say nothing is judged quickly.
"""
