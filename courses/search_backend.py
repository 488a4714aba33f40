"""Wagtail's search for Chinese: 粉尘爆炸 is found inside 铝镁粉尘爆炸事故, ranked, on SQLite and on PostgreSQL.

Chinese has no spaces, so both databases take a whole sentence for one word. Here text enters the index as pairs of
neighbouring characters and as single characters; what is looked for becomes its pairs, all of which must be there.
"""

from __future__ import annotations

import re
from importlib import import_module
from itertools import pairwise
from typing import Any

from django.db import connection
from django.db.models import FloatField, Func
from modelsearch.query import MATCH_NONE, And, Or, Phrase, PlainText, SearchQuery

_CHARACTERS = "\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
_RUN = re.compile(rf"([{_CHARACTERS}]+)|([^\W_{_CHARACTERS}]+)")
MOST_PIECES = 60  # nobody types more, and each nests the query by one


def in_pairs(text: str) -> list[str]:
    """Return the pairs of neighbouring characters, a lone character as it is, and words of other scripts whole."""
    return [piece for chinese, other in _RUN.findall(text) for piece in (_pairs(chinese) if chinese else [other])]


def _pairs(chinese: str) -> list[str]:
    return [first + second for first, second in pairwise(chinese)] or [chinese]


def for_index(text: str) -> str:
    """Return what the index keeps of a text: its pairs in order, then its characters, for who looks for one alone."""
    pairs = in_pairs(text)
    characters = dict.fromkeys(character for chinese, _other in _RUN.findall(text) for character in chinese)
    return " ".join([*pairs, *characters])


def for_query(query: SearchQuery) -> SearchQuery:
    """Return the query in pairs. One without a letter or a character finds nothing."""
    if isinstance(query, And | Or):
        return type(query)([for_query(part) for part in query.subqueries])
    if not isinstance(query, PlainText | Phrase):
        return query
    words = " ".join(in_pairs(query.query_string)[:MOST_PIECES])
    if not words:
        return MATCH_NONE
    return Phrase(words) if isinstance(query, Phrase) else PlainText(words, operator=query.operator, boost=query.boost)


class _Pairing:
    """A query compiler that asks in pairs, and asks the index: the fields themselves hold no pairs."""

    def __init__(self, queryset: Any, query: Any, fields: Any = None, **kwargs: Any) -> None:
        super().__init__(queryset, query, fields=None, **kwargs)  # type: ignore[call-arg]  # beside a compiler
        self.query: SearchQuery = for_query(self.query)


class _Indexing:
    """What takes a page's text into the index, in pairs."""

    def prepare_value(self, value: Any) -> str:
        return for_index(value) if isinstance(value, str) else super().prepare_value(value)  # type: ignore[misc]


class _TitleCounts(Func):
    """SQLite's own measure of fit (less is better), with ten times the weight on the title."""

    output_field = FloatField()

    def as_sql(self, *args: Any, **kwargs: Any) -> Any:
        return "bm25(wagtailsearch_indexentry_fts, 1.0, 1.0, 10.0)", ()  # autocomplete, body, title


class _TitleFirst(_Pairing):
    """On SQLite Wagtail measures how short a title is, not whether the word stands in it."""

    def _build_rank_expression(self, vectors: Any, config: Any) -> Func:
        return _TitleCounts()


def _chinese(module: Any, name: str) -> Any:
    """Return the database's own backend, with pairs on the way in and on the way out."""
    backend, asking = getattr(module, f"{name}SearchBackend"), _TitleFirst if name == "SQLite" else _Pairing
    # The index names its indexer and can't be given another; nobody else in this process uses the module.
    module.ObjectIndexer = type("Indexer", (_Indexing, module.ObjectIndexer), {})
    compilers = {
        kind: type(kind, (asking, getattr(backend, kind)), {})
        for kind in ("query_compiler_class", "autocomplete_query_compiler_class")
    }
    return type("ChineseSearchBackend", (backend,), compilers)


def SearchBackend(params: dict[str, Any]) -> Any:  # noqa: N802  (the name that Wagtail looks for)
    """Return the backend for the database in use."""
    vendor = connection.vendor
    if vendor not in _backends:
        name = {"postgresql": "Postgres", "sqlite": "SQLite"}[vendor]
        module = import_module(f"modelsearch.backends.database.{name.lower()}.{name.lower()}")
        _backends[vendor] = _chinese(module, name)
    # "simple": a stemmer for English has no business in pairs of characters
    return _backends[vendor]({"SEARCH_CONFIG": "simple", **params})


_backends: dict[str, Any] = {}
