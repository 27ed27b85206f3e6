"""Presence: what a mix needs and this machine lacks, found before anything is made; each lack one sentence."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from ...errors import MissingPart, SettingsError
from ...memory.archive import Archive
from .building import Builder
from .cards import card_found
from .tables import ClipMaker, FrameMaker

if TYPE_CHECKING:
    from ...tools.diffusion.card import Card
    from ...tools.diffusion.registry import Model


def expect(builder: Builder) -> None:
    """Raise MissingPart, SettingsError or OutOfMemory, with the remedy, for the first thing that a mix lacks."""
    builder.cameras()
    for name, maker in builder.mix.makers.items():
        expect_maker(builder, name, maker)


def expect_maker(
    builder: Builder, name: str, maker: FrameMaker | ClipMaker, look: "Callable[[], Card]" = card_found
) -> None:
    """Raise, as `expect` does, what one maker lacks."""
    if maker.adapter == "diffusion":
        _expect_local(builder, name, maker, look)
    else:
        _expect_bought(name, maker)


def accepted_licences(builder: Builder) -> Iterator["Model"]:
    """Yield the models in use whose licence limits commercial use and that the user has accepted it for."""
    for maker in builder.mix.makers.values():
        if maker.adapter == "diffusion":
            from ...tools.diffusion.registry import model

            known = model(maker.model)
            if known.commercial != "yes" and known.name in builder.settings.accept_licences:
                yield known


def write_down(archive: Archive, builder: Builder) -> None:
    """Write the acceptance of each licence into the production log of a series, once; the log has the date."""
    for model in accepted_licences(builder):
        note = f"licence.{model.name}"
        if archive.note(note) != model.licence:
            forbids = model.terms or "what it makes may not be used commercially"
            text = f"The licence of {model.name} ({model.licence}) is accepted in the settings: {forbids}."
            archive.log(text, "decision")
            archive.set_note(note, model.licence)


def _expect_bought(name: str, maker: FrameMaker | ClipMaker) -> None:
    from .providers import expect_key

    if maker.adapter == "comfyui" and maker.workflow is None:
        raise SettingsError(
            f"{name} is asked at ComfyUI, which wants a workflow. Export yours in the API format and name the file: "
            f'workflow = "{name}.json" under [makers.{name}] in makers.toml.'
        )
    if maker.workflow is not None and not maker.workflow.is_file():
        raise SettingsError(f"The workflow of {name} is not there: {maker.workflow}. Export it from ComfyUI again.")
    expect_key(name, maker)


def _expect_local(builder: Builder, name: str, maker: FrameMaker | ClipMaker, look: "Callable[[], Card]") -> None:
    """Raise what a model on this machine lacks: licence, packages, weights, memory; in this order, cheapest first."""
    from ...tools.diffusion.failures import too_large
    from ...tools.diffusion.memory import plan, weighed
    from ...tools.diffusion.registry import model

    builder.local(maker).check()
    known = model(maker.model)
    if maker.folder is not None:
        _expect_weights(name, maker.folder, known)
        known = weighed(known, maker.folder)
    allow = [what for what in builder.settings.allow if what != "photo-for-video"]
    planned = plan(known, look(), allow)
    if planned.way == "refuse":
        raise too_large(known, planned.reason)


def _expect_weights(name: str, folder: Path, model: "Model") -> None:
    if not (folder / "model_index.json").is_file():
        what = "has no model_index.json in it" if folder.is_dir() else "is not there"
        raise MissingPart(
            f"The weights of {name} should be in {folder}, which {what}. Where the hub can be reached, run "
            f"`hf download {model.repo} --local-dir {folder}`, or name another folder under [makers.{name}]."
        )
