"""Mutants: programs with one small change each, which show what the graders do not notice.

A mistake is a change that a client can see, or that breaks a rule of the exercise: some check must fail. A control
is a change that nobody can see from outside: every check must still pass.
"""
