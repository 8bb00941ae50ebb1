"""Captures cut from other captures of this folder."""


def make(scenario, output, work):
    raise NotImplementedError
