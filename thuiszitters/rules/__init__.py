"""Rules about children who do not go to school, pure: values in, values or sentences out. No Django, no clock.

Days are dates. A first and a last day (van, tot) are both inclusive; the `einde` of R-THZ-01 is the day after `tot`.
"""
