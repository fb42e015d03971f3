"""The text a new bundle begins with: every part once, short, ready to be written over."""

from __future__ import annotations

from typing import Final

STARTING_TEXT: Final = """\
# 一件事：几个事项，一张表单。每处的写法见 docs/write-a-bundle.md。
code: CODE
name: {zh: 名称, en: Name}
summary: {zh: 一句话说明能办成什么。, en: One sentence on what it gets done.}
gather_minutes: 20
filling_minutes: 10
issuance: {amount: 0, day_kind: working}

questions:
  - key: first_time
    type: yes_no
    text: {zh: 您是第一次办理吗？, en: Is this your first time?}
    default: true

blocks:
  - key: person
    title: {zh: 申请人, en: Applicant}
    fields:
      - {key: name, label: {zh: 姓名, en: Name}}

materials: []

items:
  - key: E1
    fields: [person]

consents:
  - key: truth
    title: {zh: 内容属实, en: True statements}
    text: {zh: 我填写的内容都是真实的。, en: What I have stated is true.}

before:
  source: {zh: 办事指南, en: Service guide}
  steps:
    - {item: E1, visits: 1, takes: {amount: 5, day_kind: working}}
"""
