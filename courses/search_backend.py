"""Wagtail's search for Chinese: 粉尘爆炸 is found inside 铝镁粉尘爆炸事故, ranked, on SQLite and on PostgreSQL.

Chinese has no spaces, so both databases take a whole sentence for one word. Here text enters the index as pairs of
neighbouring characters and as single characters; what is looked for becomes its pairs, all of which must be there.
"""

from __future__ import annotations

import re
from functools import cached_property
from importlib import import_module
from itertools import pairwise
from typing import Any

from django.db import connection
from django.db.models import FloatField, Func
from modelsearch.query import MATCH_NONE, And, Or, Phrase, PlainText, SearchQuery

_CHARACTERS = "\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
_RUN = re.compile(rf"([{_CHARACTERS}]+)|([^\W_{_CHARACTERS}]+)")
MOST_IN_A_LIST = 1000  # SQLite limits the values of a query
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
    """On SQLite Wagtail measures how short a title is, not whether the word stands in it, and asks once a row."""

    database: Any  # Wagtail's module for SQLite

    def _build_rank_expression(self, vectors: Any, config: Any) -> Func:
        return _TitleCounts()

    @cached_property
    def ranked(self) -> list[int]:
        """The keys of all that fits, the best first. Two queries."""
        this: Any = self
        entries = self.database.SQLiteFTSIndexEntry.objects.filter(
            self.database.MatchExpression(
                this.FTS_TABLE_FIELDS, this.build_search_query(self.database.normalize(self.query))
            ),
            index_entry__content_type__in=self.database.get_descendants_content_types_pks(this.queryset.model),
        ).annotate(score=_TitleCounts())
        sql, values = entries.values_list("index_entry__object_id", "score").query.sql_with_params()
        with connection.cursor() as cursor:
            # SQLite keeps the order of a CROSS JOIN. Left to itself it goes through the entries and searches the whole
            # text for each of them: half a second in a library of 2,000 cases.
            cursor.execute(sql.replace("INNER JOIN", "CROSS JOIN"), values)
            scores = {int(key): score for key, score in cursor.fetchall()}
        fitting = this.queryset.filter(pk__in=scores) if len(scores) <= MOST_IN_A_LIST else this.queryset
        keys = [key for key in fitting.order_by().values_list("pk", flat=True) if key in scores]
        return sorted(keys, key=lambda key: (scores[key], -key))


class _RankedOnce:
    """Results on SQLite: the text is searched once for the count and every page of them."""

    def _is_ranked(self) -> bool:
        this: Any = self
        asked = this.query_compiler.database.normalize(this.query_compiler.query)
        return (
            isinstance(asked, PlainText | Phrase | And | Or)
            and this.query_compiler.order_by_relevance
            and this._score_field is None
        )

    def _do_count(self) -> int:
        this: Any = self
        if not self._is_ranked():
            return int(super()._do_count())  # type: ignore[misc]  # beside Wagtail's own results
        return len(this.query_compiler.ranked[this.start : this.stop])

    def _do_search(self) -> list[Any]:
        this: Any = self
        if not self._is_ranked():
            return list(super()._do_search())  # type: ignore[misc]
        keys = this.query_compiler.ranked[this.start : this.stop]
        found = this.query_compiler.queryset.in_bulk(keys)
        return [found[key] for key in keys]


def _chinese(module: Any, name: str) -> Any:
    """Return the database's own backend, with pairs on the way in and on the way out."""
    backend, asking = getattr(module, f"{name}SearchBackend"), _TitleFirst if name == "SQLite" else _Pairing
    # The index names its indexer and can't be given another; nobody else in this process uses the module.
    module.ObjectIndexer = type("Indexer", (_Indexing, module.ObjectIndexer), {})
    parts: dict[str, Any] = {
        kind: type(kind, (asking, getattr(backend, kind)), {"database": module})
        for kind in ("query_compiler_class", "autocomplete_query_compiler_class")
    }
    if name == "SQLite":
        parts["results_class"] = type("Results", (_RankedOnce, backend.results_class), {})
    return type("ChineseSearchBackend", (backend,), parts)


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
