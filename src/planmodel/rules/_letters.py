"""A template that the examples of several rules are held against."""

ONE_DEMAND = """\
plan: van-ban-mau
kind: template
targets:
  - {id: chap-nhan, at: "I.1", indicator: cashless-adoption, sector: education, population: truong-hoc, area: all,
     measure: share, demand: install-and-use, unit: "%", commitment: firm, level: {at_least: {2022: 50}}}
"""
