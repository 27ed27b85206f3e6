"""Poses: from where each frame was taken, worked out by pycolmap from what the frames have in common."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import cv2
import numpy as np
import numpy.typing as npt

from ....errors import MissingPart, ToolError

Pixels = npt.NDArray[np.uint8]
Floats = npt.NDArray[np.float64]

FRAMES, SHOWN = "frames", "shown"
"""Folders of the frames, and of what of them is the place itself."""
INSTALL = 'pip install "cliffhanger[sets]"'
OVERLAP = 10
"""Frames after each with which it is compared; then at twice the distance each."""
FEATURES = 3000
FAINT = 0.003
"""Least contrast of a feature: indoor walls have no more."""
TRACKS, TRACKS_EACH = 2500, 70
"""Points by which the global mapper places cameras: so many, or so many a frame."""
PAIRED = 30
"""Features in common from which two frames tell anything about each other."""
SURE_ERROR, SURE_TRACK = 2.0, 3
"""Reprojection error in pixels and number of frames of a point that is kept."""


@dataclass(frozen=True)
class Posed:
    """Cameras and points as they were found: in no particular scale, turned anyhow."""

    frames: tuple[int, ...]
    """Which of those handed in have a camera, in their order."""
    at: Floats
    """N x 3: where each camera is."""
    axes: Floats
    """N x 3 x 3: right, down and forward of each, one a column."""
    focal: float
    """Pixels."""
    bend: float
    """First radial coefficient of the lens."""
    points: Floats
    """P x 3."""
    colours: Pixels
    """P x 3, RGB."""
    errors: Floats
    """P: mean reprojection error in pixels."""
    sightings: Floats
    """M x 4: index into ``frames``, x, y in the pixels of the frame as it was handed in, index of the point."""
    mapper: str
    """Which one found them: global or incremental."""


@dataclass(frozen=True)
class Pairs:
    """What frames have in common."""

    compared: int
    """Pairs that share enough to be compared."""
    flat: float
    """Share of them that one flat wall, or a camera that only turned, explains."""


def need_pycolmap() -> Any:
    """Return pycolmap; MissingPart if it is not installed."""
    try:
        import pycolmap
    except ImportError as error:
        raise MissingPart(f"Footage is measured with pycolmap, which is not installed here: {INSTALL}") from error
    pycolmap.logging.minloglevel = 3  # its words are for its makers
    return pycolmap


def lay_out(folder: Path, number: int, frame: Pixels, moving: npt.NDArray[np.bool_] | None) -> None:
    """Put a frame (height x width x 3, RGB) and what moves in it into ``folder``, to be compared with the others."""
    pictures, shown = folder / FRAMES, folder / SHOWN
    pictures.mkdir(exist_ok=True)
    shown.mkdir(exist_ok=True)
    quick = [cv2.IMWRITE_PNG_COMPRESSION, 1]
    cv2.imwrite(str(pictures / _name(number)), cv2.cvtColor(frame, cv2.COLOR_RGB2BGR), quick)
    still = np.full(frame.shape[:2], 255, np.uint8) if moving is None else np.where(moving, 0, 255).astype(np.uint8)
    cv2.imwrite(str(shown / f"{_name(number)}.png"), still, quick)


def laid_out(folder: Path, number: int) -> tuple[Pixels, npt.NDArray[np.bool_]]:
    """Return a frame that lies in ``folder``, and what moves in it."""
    frame = cv2.imread(str(folder / FRAMES / _name(number)), cv2.IMREAD_COLOR_RGB)
    still = cv2.imread(str(folder / SHOWN / f"{_name(number)}.png"), cv2.IMREAD_GRAYSCALE)
    return np.asarray(frame, np.uint8), np.asarray(still) < 128


def compare(folder: Path) -> Pairs:
    """Find features in the frames that lie in ``folder``, but not in what moves, and compare the frames by them.

    What it found stays in the folder, for ``solve``.
    """
    colmap = need_pycolmap()
    pictures, hidden = folder / FRAMES, folder / SHOWN
    colmap.set_random_seed(0)
    reading = colmap.ImageReaderOptions()
    reading.camera_model, reading.mask_path = "SIMPLE_RADIAL", str(hidden)
    finding = colmap.FeatureExtractionOptions()
    finding.use_gpu, finding.num_threads = False, 2
    finding.sift.max_num_features, finding.sift.peak_threshold = FEATURES, FAINT
    matching = colmap.FeatureMatchingOptions()
    matching.use_gpu, matching.num_threads = False, 2
    pairing = colmap.SequentialPairingOptions()
    pairing.overlap, pairing.quadratic_overlap, pairing.num_threads = OVERLAP, True, 2
    verifying = colmap.TwoViewGeometryOptions()
    verifying.ransac.random_seed = 0
    single, cpu = colmap.CameraMode.SINGLE, colmap.Device.cpu
    database = str(folder / "features.db")
    try:
        # Two threads would number the frames as they come; what is worked out later hangs on those numbers.
        colmap.Database.open(database).close()
        colmap.import_images(database, str(pictures), camera_mode=single, options=reading)
        colmap.extract_features(
            database, str(pictures), camera_mode=single, reader_options=reading, extraction_options=finding, device=cpu
        )
        colmap.match_sequential(
            database,
            matching_options=matching,
            pairing_options=pairing,
            verification_options=verifying,
            device=cpu,
        )
    except (RuntimeError, ValueError) as error:
        raise _failed(error) from error
    return _pairs(colmap, database)


def _pairs(colmap: Any, database: str) -> Pairs:
    kinds = colmap.TwoViewGeometryConfiguration
    flat = {kinds.PLANAR, kinds.PANORAMIC, kinds.PLANAR_OR_PANORAMIC}
    _, found = colmap.Database.open(database).read_two_view_geometries()
    told = [kinds(pair.config) in flat for pair in found if len(pair.inlier_matches) >= PAIRED]
    return Pairs(len(told), sum(told) / len(told) if told else 0.0)


def solve(folder: Path, count: int) -> Posed | None:
    """Return the cameras of what was compared in ``folder``; None if nothing holds together.

    First all at once (the global mapper), and one after the other if that places less than nine in ten of ``count``.
    """
    colmap = need_pycolmap()
    best: Posed | None = None
    for mapper in ("global", "incremental"):
        found = _mapped(colmap, folder, mapper, count)
        if found and (best is None or len(found.frames) > len(best.frames)):
            best = found
        if best and len(best.frames) >= 0.9 * count:
            break
    return best


def _mapped(colmap: Any, folder: Path, mapper: str, count: int) -> Posed | None:
    database, pictures, out = str(folder / "features.db"), str(folder / FRAMES), folder / mapper
    out.mkdir()
    colmap.set_random_seed(0)
    try:
        if mapper == "global":
            options = colmap.GlobalPipelineOptions()
            options.num_threads, options.random_seed = 1, 0
            options.mapper.num_threads, options.mapper.random_seed = 1, 0
            # More would only cost: those left out are put back once the cameras stand.
            options.mapper.keep_max_num_tracks = max(TRACKS, TRACKS_EACH * count)
            found = colmap.global_mapping(database, pictures, str(out), options=options)
        else:
            options = colmap.IncrementalPipelineOptions()
            options.num_threads, options.random_seed = 1, 0
            options.mapper.init_min_tri_angle = 8.0
            found = colmap.incremental_mapping(database, pictures, str(out), options=options)
    except (RuntimeError, ValueError) as error:
        raise _failed(error) from error
    models = [model for _, model in sorted(found.items()) if model.num_reg_images() > 2]
    if not models:
        return None
    largest = max(models, key=lambda model: model.num_reg_images())
    largest.extract_colors_for_all_images(pictures)
    return _read(largest, mapper)


def _read(model: Any, mapper: str) -> Posed | None:
    images = sorted((one for one in model.images.values() if one.has_pose), key=lambda one: str(one.name))
    camera = model.camera(images[0].camera_id)
    kept = sorted(
        number
        for number, point in model.points3D.items()
        if point.error <= SURE_ERROR and point.track.length() >= SURE_TRACK
    )
    if not kept:
        return None
    index = {number: place for place, number in enumerate(kept)}
    poses = [np.asarray(one.cam_from_world().matrix(), np.float64) for one in images]
    seen = [
        (frame, *two.xy, index[two.point3D_id])
        for frame, one in enumerate(images)
        for two in one.points2D
        if two.has_point3D() and two.point3D_id in index
    ]
    points = [model.point3D(number) for number in kept]
    focal, _, _, bend = (float(value) for value in camera.params)
    return Posed(
        frames=tuple(int(Path(one.name).stem) for one in images),
        at=np.array([-pose[:, :3].T @ pose[:, 3] for pose in poses]),
        axes=np.array([pose[:, :3].T for pose in poses]),
        focal=focal,
        bend=bend,
        points=np.array([point.xyz for point in points]),
        colours=np.array([point.color for point in points], np.uint8),
        errors=np.array([point.error for point in points]),
        sightings=np.array(seen, np.float64).reshape(-1, 4),
        mapper=mapper,
    )


def _name(number: int) -> str:
    return f"{number:04d}.png"


def _failed(error: Exception) -> ToolError:
    failed = ToolError("Measuring the footage failed: pycolmap gave up; run it again, or film the place anew.")
    failed.add_note(f"pycolmap said:\n{error}")
    return failed
