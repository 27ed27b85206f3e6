"""The settings: a flag over an environment variable over ``cliffhanger.toml`` over the default.

A bad value fails at start.
"""

from pathlib import Path
from typing import Annotated, Literal

from pydantic import Field, SecretStr, ValidationError, field_validator
from pydantic_settings import (
    BaseSettings,
    NoDecode,
    PydanticBaseSettingsSource,
    SettingsConfigDict,
    TomlConfigSettingsSource,
)

from ..errors import SettingsError

Quality = Literal["draft", "final"]

Allowance = Literal["offload", "quantised", "photo-for-video"]
"""What may be done in a lesser way: slower, with coarser weights, or with a still that acts for a clip that failed."""

LOCAL = "local"
"""The embedded model, as ``model`` or for ``notes``."""
NOTES = (LOCAL, "house")
"""Who can read notes instead of the model."""


class Settings(BaseSettings):
    """Everything that can be set. Environment variables carry the prefix ``CLIFFHANGER_`` unless named otherwise."""

    model_config = SettingsConfigDict(
        env_prefix="CLIFFHANGER_", toml_file="cliffhanger.toml", extra="forbid", frozen=True, populate_by_name=True
    )

    home: Path = Path("series")
    """Folder that holds the series, one folder each."""
    quality: Quality = "final"
    """``draft`` is 540x960 with a cheaper grade, ``final`` is 1080x1920."""
    width: int = Field(0, ge=0, le=2160, multiple_of=18)
    """Width of the picture in pixels, if neither draft nor final fits; 0: as the quality says. Always 9:16."""
    workers: int = Field(0, ge=0, le=256)
    """Processes that draw, speak and cut at once; 0: one a core."""
    cache: Path | None = None
    """Folder for what can be made again (the split voice model, vectors); by default the user's cache folder."""
    model: str = ""
    """Name of the language model; empty with no key and no address: the script library writes. ``local``: it writes
    too, and the embedded model of the extra ``[local]`` helps to read notes."""
    speech_url: str = ""
    """Address of a server that speaks like OpenAI's, such as ``http://localhost:8880/v1``; empty: OpenAI's own."""
    speech_model: str = ""
    """Its model."""
    models: dict[str, str] = {}
    """Other models for single roles: ``showrunner``, ``writer``, ``critic``, ``continuity``, ``director``. ``notes`` is
    ``local`` or ``house``: who reads notes instead of the model (by default the embedded one, if it is installed)."""
    api_key: SecretStr = Field(SecretStr(""), validation_alias="OPENAI_API_KEY")
    """Key of the model's endpoint (``OPENAI_API_KEY``)."""
    base_url: str = Field("", validation_alias="OPENAI_BASE_URL")
    """Address of an OpenAI-compatible endpoint (``OPENAI_BASE_URL``)."""
    price_in: float = Field(0.0, ge=0)
    """Price of a million tokens read, in your currency."""
    price_out: float = Field(0.0, ge=0)
    """Price of a million tokens written."""
    timeout: float = Field(120.0, gt=0)
    """Seconds to wait for one answer of the model."""
    mix: str = ""
    """Who films what: ``hero=kling,dialogue=photo,rest=drawn``; over ``makers.toml``. A series keeps the one it was
    made with until another is given."""
    makers: Path | None = None
    """The file of makers; by default ``makers.toml`` in the working folder, or in the home."""
    accept_licences: Annotated[tuple[str, ...], NoDecode] = ()
    """Names of models whose licence limits commercial use, and that you accept it for; separated by commas."""
    allow: Annotated[tuple[Allowance, ...], NoDecode] = ("offload",)
    """What may be done in a lesser way where the better one fails; separated by commas."""
    whisper: str = ""
    """Name of a larger Whisper in this user's hub cache that listens instead of the embedded one: large-v3-turbo."""
    resubmit: bool = False
    """Whether paid jobs that may have been lost are ordered again, at the risk of paying twice."""

    @field_validator("accept_licences", "allow", mode="before")
    @classmethod
    def _several(cls, names: object) -> object:
        return tuple(filter(None, (name.strip() for name in names.split(",")))) if isinstance(names, str) else names

    @field_validator("models")
    @classmethod
    def _readable(cls, models: dict[str, str]) -> dict[str, str]:
        if models.get("notes", LOCAL) not in NOTES:
            raise ValueError(f"notes are read by {' or '.join(NOTES)}")
        return models

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,
        file_secret_settings: PydanticBaseSettingsSource,
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        """Order the sources: flags, environment, file."""
        return init_settings, env_settings, TomlConfigSettingsSource(settings_cls)

    @property
    def speaks_to_a_model(self) -> bool:
        """Whether a language model writes, rather than the script library."""
        if self.model == LOCAL:
            return bool(self.base_url)
        return bool(self.model or self.api_key.get_secret_value() or self.base_url)

    def environment(self) -> dict[str, str]:
        """Return how a process that is started gets to know who films what, as environment variables."""
        said = {
            "MIX": self.mix,
            "MAKERS": str(self.makers.expanduser().resolve()) if self.makers else "",
            "ACCEPT_LICENCES": ",".join(self.accept_licences),
            "ALLOW": ",".join(self.allow),
            "RESUBMIT": "true" if self.resubmit else "",
        }
        return {f"CLIFFHANGER_{name}": value for name, value in said.items() if value}


def load(**flags: object) -> Settings:
    """Return the settings, flags that are None being left out; raise SettingsError naming the first bad value."""
    try:
        return Settings(**{name: value for name, value in flags.items() if value is not None})  # type: ignore[arg-type]
    except ValidationError as error:
        first = error.errors()[0]
        name = ".".join(str(part) for part in first["loc"])
        raise SettingsError(f"The setting {name} cannot be {first.get('input')!r}: {first['msg']}.") from error
    except ValueError as error:  # a file that is not TOML
        raise SettingsError(f"cliffhanger.toml does not read: {error}.") from error


def chosen(
    mix: str | None, accept_licences: list[str] | None, allow: list[str] | None, resubmit: bool | None
) -> dict[str, object]:
    """Return flags about makers as settings; what is allowed comes to what is allowed anyway."""
    return {
        "mix": mix,
        "accept_licences": tuple(accept_licences) if accept_licences else None,
        "allow": ("offload", *allow) if allow else None,
        "resubmit": resubmit,
    }
