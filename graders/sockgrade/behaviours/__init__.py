"""Behaviours that several exercises ask for, each written once; a grader imports those that apply."""
