// The geometry of a set's cameras, the same as the server's: metres, y up, the floor at y = 0; yaw 0 looks along -z.

const RAD = Math.PI / 180;
export const TALL = 1.7;

export const clamp = (value, least, most) => Math.max(least, Math.min(most, value));
export const plus = (a, b, scale = 1) => a.map((one, i) => one + scale * b[i]);
export const dot = (a, b) => a[0] * b[0] + a[1] * b[1] + a[2] * b[2];
export const apart = (a, b) => Math.hypot(a[0] - b[0], a[1] - b[1], a[2] - b[2]);
export const wrapped = (angle) => ((((angle + 180) % 360) + 360) % 360) - 180;

/** An eye as the page keeps it, of one as the server tells it. */
export const kept = (eye) => ({ at: [...eye.at], yaw: eye.yaw, pitch: eye.pitch, roll: eye.roll ?? 0, fov: eye.fov });

/** right, down and forward of an eye. */
export function axes(eye) {
  const [yaw, pitch, roll] = [eye.yaw * RAD, eye.pitch * RAD, eye.roll * RAD];
  const forward = [Math.sin(yaw) * Math.cos(pitch), Math.sin(pitch), -Math.cos(yaw) * Math.cos(pitch)];
  const right = [Math.cos(yaw), 0, Math.sin(yaw)];
  const down = cross(forward, right);
  const across = right.map((one, i) => one * Math.cos(roll) + down[i] * Math.sin(roll));
  return { right: across, down: cross(forward, across), forward };
}

function cross(a, b) {
  return [a[1] * b[2] - a[2] * b[1], a[2] * b[0] - a[0] * b[2], a[0] * b[1] - a[1] * b[0]];
}

/** Half of what is seen of something 1 m deep, upwards: the picture is `wide` times as wide as it is high. */
export const slope = (eye) => Math.tan((eye.fov * RAD) / 2);

/** Where a point lies in the picture (0 to 1 each way), and how deep. */
export function project(eye, point, wide) {
  const { right, down, forward } = axes(eye);
  const away = plus(point, eye.at, -1);
  const depth = dot(away, forward);
  const half = slope(eye) * Math.max(depth, 1e-6);
  return { x: 0.5 + dot(away, right) / (2 * half * wide), y: 0.5 + dot(away, down) / (2 * half), depth };
}

/** The direction of a place in the picture, one metre deep. */
export function ray(eye, x, y, wide) {
  const { right, down, forward } = axes(eye);
  const half = slope(eye);
  return plus(plus(forward, right, (2 * x - 1) * half * wide), down, (2 * y - 1) * half);
}

/** Where the floor is at a place in the picture; null above the horizon. */
export function floorAt(eye, x, y, wide) {
  const way = ray(eye, x, y, wide);
  if (way[1] > -0.02) return null;
  const far = -eye.at[1] / way[1];
  return far > 40 ? null : plus(eye.at, way, far);
}

/** How different two views are, in metres: turning by 20 degrees counts as one. */
export function between(a, b) {
  return apart(a.at, b.at) + Math.hypot(wrapped(a.yaw - b.yaw), a.pitch - b.pitch) / 20 + Math.abs(a.fov - b.fov) / 25;
}

/** Turn an eye round a point in front of it. */
export function orbited(eye, pivot, yaw, pitch) {
  const away = plus(pivot, eye.at, -1);
  const turned = { ...eye, yaw: wrapped(eye.yaw + yaw), pitch: clamp(eye.pitch + pitch, -80, 80) };
  const [before, after] = [axes({ ...eye, roll: 0 }), axes({ ...turned, roll: 0 })];
  const held = ["right", "down", "forward"].map((axis) => dot(away, before[axis]));
  const moved = ["right", "down", "forward"].reduce((sum, axis, i) => plus(sum, after[axis], held[i]), [0, 0, 0]);
  return { ...turned, at: plus(pivot, moved, -1) };
}

/** Millimetres of the lens that sees as much on a film 36 mm high. */
export const millimetres = (fov) => 18 / Math.tan((fov * RAD) / 2);
export const fovOf = (millimetres) => (2 * Math.atan(18 / millimetres)) / RAD;

const HEIGHTS = [[0.35, "from the floor"], [0.8, "low"], [1.2, "sitting eyes"], [1.75, "eye level"], [2.2, "over the heads"], [Infinity, "high"]];
const LENSES = [[24, "very wide"], [34, "wide"], [44, "a little wide"], [60, "as the eye sees"], [90, "long, for faces"], [Infinity, "very long"]];
const worded = (list, value) => list.find(([below]) => value < below)[1];

export const heightWords = (y) => `${y.toFixed(2)} m, ${worded(HEIGHTS, y)}`;
export const lensWords = (fov) => `${Math.round(millimetres(fov))} mm, ${worded(LENSES, millimetres(fov))}`;

/** An eye as the server is asked for it. */
export function asked(eye) {
  const [x, y, z] = eye.at.map((one) => one.toFixed(3));
  return { x, y, z, yaw: wrapped(eye.yaw).toFixed(2), pitch: eye.pitch.toFixed(2), roll: (eye.roll ?? 0).toFixed(2), fov: eye.fov.toFixed(2) };
}

/** Where a camera can be: the plan as the server tells it. */
export class Plan {
  constructor({ x, z, step, rows }) {
    Object.assign(this, { x, z, step, rows, wide: rows[0]?.length ?? 0, deep: rows.length });
  }

  free(x, z) {
    return this.rows[Math.round((z - this.z) / this.step)]?.[Math.round((x - this.x) / this.step)] === "#";
  }

  /** Go from one point to another as far as it is free: along the walls, not through them. */
  walked(from, to) {
    if (!this.rows.length || !this.free(from[0], from[2])) return to;
    const y = to[1];
    const steps = Math.max(1, Math.ceil(Math.hypot(to[0] - from[0], to[2] - from[2]) / (this.step / 2)));
    let [x, z] = [from[0], from[2]];
    const [dx, dz] = [(to[0] - from[0]) / steps, (to[2] - from[2]) / steps];
    for (let step = 0; step < steps; step++) {
      if (this.free(x + dx, z + dz)) [x, z] = [x + dx, z + dz];
      else if (this.free(x + dx, z)) x += dx;
      else if (this.free(x, z + dz)) z += dz;
      else break;
    }
    return [x, y, z];
  }
}
