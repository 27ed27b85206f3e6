"""Ids as they come in addresses: patterns, checked before anything is looked up; never a path."""

from typing import Annotated

from fastapi import Path, Query

SERIES = r"^[a-z0-9]+(-[a-z0-9]+)*$"
EPISODE = r"^s\d{2,4}e\d{2,4}$"
SHOT = r"^s\d{2,4}e\d{2,4}\.s\d{2,4}$"
SCENE = r"^s\d{2,4}e\d{2,4}\.\d{1,3}$"
FINDING = r"^s\d{2,4}e\d{2,4}\.[a-z_]{1,40}\.[0-9a-f]{4,64}$"
TAKE = r"^[0-9a-f]{64}$"
SUBJECT = r"^[a-z0-9][a-z0-9_-]{0,79}$"
ASSET = r"^[a-z0-9]+(-[a-z0-9]+)*-[0-9a-f]{4,12}$"
MARK = r"^[a-z0-9]+(-[a-z0-9]+)*-[0-9a-f]{4,12}@\d{1,6}$"
UPLOADED = r"^[0-9a-f]{32}$"
LANGUAGE = r"^[a-z]{2,3}$"
LINE = r"^s\d{2,4}e\d{2,4}\.\d{1,3}\.l\d{2,4}$"
PART = r"^\d{3,4}$"

SeriesId = Annotated[str, Path(pattern=SERIES, max_length=96, description="Name of a series.")]
EpisodeId = Annotated[str, Path(pattern=EPISODE, description="An episode: s01e02.")]
ShotId = Annotated[str, Path(pattern=SHOT, description="A shot: s01e02.s07.")]
SceneId = Annotated[str, Path(pattern=SCENE, description="A scene: s01e02.3.")]
FindingId = Annotated[str, Path(pattern=FINDING, description="A finding: s01e04.knows_too_soon.3fa2c1.")]
TakeKey = Annotated[str, Path(pattern=TAKE, description="Key of a take.")]
SubjectId = Annotated[str, Path(pattern=SUBJECT, description="Somebody, or a place.")]
AssetId = Annotated[str, Path(pattern=ASSET, max_length=80, description="An asset of the home's library: mia-1f3a.")]
LanguageCode = Annotated[str, Path(pattern=LANGUAGE, description="A language: es.")]
PartNumber = Annotated[str, Path(pattern=PART, description="A part of a stream: 003.")]
Number = Annotated[int, Path(ge=1, le=2**31 - 1)]
SeasonNumber = Annotated[int, Query(ge=1, le=999)]
AnySeries = Annotated[str, Query(pattern=r"^([a-z0-9]+(-[a-z0-9]+)*)?$", max_length=96)]
