"""Which of the articles of a data frame are of one story, and what is each judged beside?

As an archive finds siblings, in blocks: articles are looked for among those of the weeks about theirs, by the
rare words that they share, and in other languages by the meaning of their heads; the likeliest are read
beside each other, and a story is what hangs together by the pairs that are siblings.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from audit.archive.candidates import BEST, DAYS, USUAL
from audit.archive.judge import SIBLINGS
from audit.spark import finding
from audit.spark.rows import TEXT_FIELDS
from audit.spark.types import ddl

if TYPE_CHECKING:
    from pyspark.sql import DataFrame

# The block of what has no date: everything is looked for in it.
_UNDATED = -1
# Articles that look for others in one task, as each of them is held against all of its block.
_ASKING = 4096


def stories(articles: DataFrame, *, vectors: bool = True) -> DataFrame:
    """A row for `judge` of each article: itself on trial beside its likeliest siblings, eight at most; and
    the name of its `story`, the least of the ids of its articles.

    `articles` has the columns of a text (`id`, `text`, and what else is known of `format`, `lang`, `role`,
    `origin`, `outlet`, `date`). Without `vectors` articles of other languages are found only by the names and
    figures that they share. What cannot be read is a story by itself, and a problem where it is judged. Runs
    jobs before it returns. Raises ValueError for a frame without `id` and `text`.
    """
    from pyspark.sql import functions as f

    told = _articles(articles)
    index = told.mapInArrow(partial(finding.indexed, by_meaning=vectors), ddl(finding.INDEX)).persist()
    candidates = _by_words(index)
    if vectors:
        candidates = candidates.unionByName(_by_meaning(index))
    pairs = _confirmed(candidates, told).persist()
    both = pairs.select(f.col("one").alias("number"), "other", "sure").unionByName(
        pairs.select(f.col("other").alias("number"), f.col("one").alias("other"), "sure")
    )
    members = _labels(both).join(told.select("number", f.col("article.id").alias("id")), "number")
    names = members.groupBy("label").agg(f.min("id").alias("story"))
    return _beside(told, index, both, members.join(names, "label").select("number", "story"))


def _articles(articles: DataFrame) -> DataFrame:
    """Articles as structs by numbers of their own, of equal ones one. Raises ValueError."""
    from pyspark.sql import functions as f

    missing = [name for name in TEXT_FIELDS[:2] if name not in articles.columns]
    if missing:
        raise ValueError(
            f"articles: expected the columns {', '.join(TEXT_FIELDS)} (the first two at least), found"
            f" {', '.join(articles.columns) or 'none'}"
        )
    fields = [f.col(name) for name in TEXT_FIELDS if name in articles.columns]
    if "role" not in articles.columns:  # which is the original is found out
        fields.append(f.lit(None).cast("string").alias("role"))
    article = f.struct(*fields).alias("article")
    return articles.select(f.xxhash64(*fields).alias("number"), article).dropDuplicates(["number"])


def _blocks(index: DataFrame) -> DataFrame:
    """Articles with the block of their fortnight."""
    from pyspark.sql import functions as f

    block = f.coalesce(f.floor(f.col("day") / DAYS).cast("int"), f.lit(_UNDATED))
    return index.withColumn("block", block)


def _asked(blocks: DataFrame) -> DataFrame:
    """Articles with each of the blocks in which they look: of what has a date those about it and the undated;
    what has none is found by those that have one, and looks among its like."""
    from pyspark.sql import functions as f

    near = f.array(*(f.col("block") + step for step in (-1, 0, 1)), f.lit(_UNDATED))
    asked = f.when(f.col("block") == _UNDATED, f.array(f.lit(_UNDATED))).otherwise(near)
    return blocks.withColumn("block", f.explode(asked))


def _by_words(index: DataFrame) -> DataFrame:
    """The likeliest siblings by rare words."""
    from pyspark.sql import functions as f

    blocks = _blocks(index)
    sizes = blocks.groupBy("block").agg(f.count("*").alias("articles"))
    words = blocks.select("number", "day", "block", f.explode("terms").alias("term"))
    counts = words.groupBy("block", "term").agg(f.count("*").alias("count")).where(f"count <= {USUAL}")
    those = f.collect_list(f.struct("number", "day")).alias("those")
    postings = words.join(counts, ["block", "term"]).groupBy("block", "term", "count").agg(those)
    asking = _asked(blocks.select("number", "day", "block", "terms"))
    looked = asking.join(f.broadcast(sizes), "block")
    whole = looked.groupBy("number").agg(f.sum("articles").alias("articles"))
    found = (
        asking.select("number", "block", f.explode("terms").alias("term"))
        .join(postings, ["block", "term"])
        .groupBy("number", "term")
        .agg(f.sum("count").alias("count"), f.flatten(f.collect_list("those")).alias("those"))
        .where(f.col("count") <= USUAL)
        .groupBy("number")
        .agg(f.collect_list(f.struct("count", "those")).alias("rare"))
    )
    asked = (
        blocks.select("number", "day", f.size("terms").alias("terms"))
        .join(found, "number")
        .join(whole, "number")
    )
    return asked.mapInArrow(finding.by_words, ddl(finding.CANDIDATES))


def _by_meaning(index: DataFrame) -> DataFrame:
    """The likeliest siblings in other languages, by the meaning of heads."""
    from pyspark.sql import Window
    from pyspark.sql import functions as f

    blocks = _blocks(index.where("vector IS NOT NULL").drop("terms"))
    asking = _asked(blocks)
    # A large block is looked through by several tasks, each for a part of those that ask.
    parts = asking.groupBy("block").agg(f.ceil(f.count("*") / _ASKING).alias("parts"))
    here = asking.join(f.broadcast(parts), "block").withColumn("part", f.pmod("number", "parts"))
    there = blocks.join(f.broadcast(parts), "block").withColumn(
        "part", f.explode(f.sequence(f.lit(0).cast("bigint"), f.col("parts") - 1))
    )
    keys, columns = ["block", "part"], ["number", "lang", "day", "vector"]
    # Columns that are new to Spark, which else cannot tell the two sides of one frame apart.
    there = there.select(*(f.col(name).alias(name) for name in (*keys, *columns)))
    found = (
        here.select(*keys, *columns)
        .groupBy(*keys)
        .cogroup(there.groupBy(*keys))
        .applyInArrow(finding.by_meaning, ddl(finding.CANDIDATES))
    )
    order = Window.partitionBy("number").orderBy(f.desc("likeness"), "other")
    return found.withColumn("rank", f.row_number().over(order)).where(f"rank <= {BEST}").drop("rank")


def _confirmed(candidates: DataFrame, articles: DataFrame) -> DataFrame:
    """The pairs that are siblings, each once; those of one article are read by one task."""
    from pyspark.sql import functions as f

    pairs = candidates.select(
        f.least("number", "other").alias("one"), f.greatest("number", "other").alias("other")
    ).distinct()
    left = articles.select(f.col("number").alias("one"), f.col("article").alias("left"))
    right = articles.select(f.col("number").alias("other"), f.col("article").alias("right"))
    ordered = pairs.join(left, "one").join(right, "other").repartition("one").sortWithinPartitions("one")
    return ordered.select("one", "other", "left", "right").mapInArrow(finding.confirmed, ddl(finding.PAIRS))


def _labels(both: DataFrame) -> DataFrame:
    """The story of each article that has siblings: the least number of all that hang together, found by
    asking neighbours, and theirs, until nothing changes."""
    from pyspark.sql import functions as f

    edges = both.select("number", "other").persist()
    labels = edges.groupBy("number").agg(f.least(f.min("other"), f.col("number")).alias("label"))
    labels = labels.localCheckpoint()
    while True:
        near = (
            edges.join(labels.withColumnRenamed("number", "other"), "other")
            .groupBy("number")
            .agg(f.min("label").alias("near"))
        )
        lower = labels.join(near, "number").select("number", "label", f.least("label", "near").alias("lower"))
        # The story of one's story is nearer to the end.
        further = labels.select(f.col("number").alias("lower"), f.col("label").alias("further"))
        after = (
            lower.join(further, "lower", "left")
            .select("number", f.least("lower", "further").alias("now"), "label")
            .localCheckpoint()
        )
        if after.where("now <> label").isEmpty():
            return labels
        labels = after.select("number", f.col("now").alias("label"))


def _beside(articles: DataFrame, index: DataFrame, both: DataFrame, names: DataFrame) -> DataFrame:
    """The rows for `judge`."""
    from pyspark.sql import Window
    from pyspark.sql import functions as f

    likeliest = Window.partitionBy("number").orderBy(f.desc("sure"), "other")
    chosen = both.withColumn("rank", f.row_number().over(likeliest)).where(f"rank <= {SIBLINGS}")
    witness = (
        articles.join(index.select("number", "lang"), "number")
        .withColumnRenamed("number", "other")
        .select("other", f.struct(f.col("other").alias("number"), "lang", "article").alias("sibling"))
    )
    siblings = (
        chosen.join(witness, "other").groupBy("number").agg(f.collect_list("sibling").alias("siblings"))
    )
    rows = articles.join(siblings, "number", "left").join(names, "number", "left")
    article = articles.schema["article"].dataType.simpleString()
    return rows.select("article", "siblings", "story").mapInArrow(
        finding.beside, f"id string, texts array<{article}>, judged array<string>, story string"
    )
