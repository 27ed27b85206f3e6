// Shows a set live: every view that the server filmed is a relief, drawn from wherever the eye is by now (WebGL).

import { axes, between, slope, TALL } from "./lens.js";

const KEPT = 7;
const TORN = 1.16;
const COARSENESS = 55; // a view of 110 pixels is as good as a sharp one half a metre away
const [NEAR, FAR] = [0.03, 120];
const ASPECT = 9 / 16;

const RELIEF = `
attribute vec2 place; attribute float nearness; attribute float saw;
uniform vec3 keyAt, keyRight, keyDown, keyForward, at, right, down, forward;
uniform vec2 keyLens, lens, inset; uniform float near, favour;
varying vec2 uv; varying float known;
void main() {
  vec2 across = mix(inset, 1.0 - inset, place);
  float depth = near / max(nearness, 1.5e-5);
  vec2 ahead = (2.0 * across - 1.0) * keyLens;
  vec3 away = keyAt + depth * (keyRight * ahead.x + keyDown * ahead.y + keyForward) - at;
  float z = dot(away, forward);
  uv = across; known = saw;
  float a = ${((FAR + NEAR) / (FAR - NEAR)).toFixed(6)}, b = ${((2 * FAR * NEAR) / (FAR - NEAR)).toFixed(6)};
  gl_Position = vec4(dot(away, right) / lens.x, -dot(away, down) / lens.y, a * z - b / favour, z);
}`;
const SHOWN = `
precision mediump float;
uniform sampler2D picture; uniform float tint, dim;
varying vec2 uv; varying float known;
void main() {
  vec3 colour = texture2D(picture, uv).rgb * dim;
  float unseen = tint * smoothstep(0.62, 0.38, known);
  float hatch = step(0.5, fract((gl_FragCoord.x + gl_FragCoord.y) / 14.0));
  gl_FragColor = vec4(mix(colour, mix(vec3(0.88, 0.40, 0.30), vec3(0.40, 0.15, 0.12), hatch), unseen * 0.5), 1.0);
}`;
const STANDING = `
attribute vec2 place;
uniform vec3 foot, beside, at, right, down, forward; uniform vec2 lens, size;
varying vec2 uv;
void main() {
  vec3 away = foot + beside * (place.x - 0.5) * size.x + vec3(0.0, (1.0 - place.y) * size.y, 0.0) - at;
  float z = dot(away, forward);
  uv = place;
  float a = ${((FAR + NEAR) / (FAR - NEAR)).toFixed(6)}, b = ${((2 * FAR * NEAR) / (FAR - NEAR)).toFixed(6)};
  gl_Position = vec4(dot(away, right) / lens.x, -dot(away, down) / lens.y, a * z - b / 0.985, z);
}`;
const DRAWN = `
precision mediump float;
uniform sampler2D picture; uniform vec4 colour;
varying vec2 uv;
void main() {
  vec4 found = texture2D(picture, uv);
  float strength = (found.r * 0.24 + found.g) * found.a * colour.a;
  if (strength < 0.02) discard;
  gl_FragColor = vec4(colour.rgb * strength, strength);
}`;

export class Projector {
  constructor(canvas) {
    this.canvas = canvas;
    this.keys = [];
    this.grids = new Map();
    this.tint = true;
    this.most = KEPT;
    this.gl = canvas.getContext("webgl", { antialias: true, alpha: false, preserveDrawingBuffer: true });
    if (!this.gl) this.flat = canvas.getContext("2d");
    else this.prepare();
    canvas.addEventListener("webglcontextlost", (event) => event.preventDefault());
    canvas.addEventListener("webglcontextrestored", () => {
      this.keys = [];
      this.grids.clear();
      this.prepare();
      this.restored?.();
    });
  }

  prepare() {
    const { gl } = this;
    this.relief = program(gl, RELIEF, SHOWN);
    this.standing = program(gl, STANDING, DRAWN);
    this.square = buffer(gl, gl.ARRAY_BUFFER, new Float32Array([0, 0, 1, 0, 0, 1, 1, 1]));
    this.person = texture(gl, person(), true);
    gl.enable(gl.DEPTH_TEST);
    gl.depthFunc(gl.LEQUAL);
    gl.getExtension("OES_element_index_uint");
  }

  /** Take in a view that has been filmed: `picture` an ImageBitmap, `nearness` Uint16Array, `saw` Uint8Array. */
  take(view) {
    const { gl } = this;
    if (!gl) {
      this.keys = [view];
      return;
    }
    const { columns, rows } = view;
    const key = { eye: view.eye, meant: view.meant ?? view.eye, width: view.width, near: view.near, columns, rows, nearnessAt: view.nearness };
    key.inset = [0.5 / view.width, 0.5 / view.height];
    key.picture = texture(gl, view.picture);
    key.nearness = buffer(gl, gl.ARRAY_BUFFER, view.nearness);
    key.saw = buffer(gl, gl.ARRAY_BUFFER, view.saw);
    const whole = facets(view.nearness, columns, rows);
    key.facets = buffer(gl, gl.ELEMENT_ARRAY_BUFFER, whole);
    key.count = whole.length;
    // A sharper view of the same place takes the place of the coarse one.
    for (const other of this.keys.filter((one) => between(one.meant, key.meant) < 0.02 && one.width <= key.width && one.eye.fov <= key.eye.fov)) this.drop(other);
    this.keys.unshift(key);
    while (this.keys.length > KEPT) this.drop(this.keys.reduce((worst, one) => (between(one.meant, key.meant) > between(worst.meant, key.meant) ? one : worst)));
  }

  drop(key) {
    const { gl } = this;
    this.keys = this.keys.filter((one) => one !== key);
    gl.deleteTexture(key.picture);
    for (const name of ["nearness", "saw", "facets"]) gl.deleteBuffer(key[name]);
  }

  /** Draw fewer views where drawing is slow, until `all` are wanted again. */
  spare(all) {
    this.most = all ? KEPT : Math.max(2, this.most - 1);
  }

  /** How far the filmed view nearest to an eye is from it, and how wide it was filmed. */
  nearest(eye) {
    return this.keys.reduce((best, key) => {
      const far = between(key.meant, eye);
      return far < best.far - 0.01 || (far < best.far + 0.01 && key.width > best.width) ? { far, width: key.width, key } : best;
    }, { far: Infinity, width: 0, key: null });
  }

  /** How deep the latest view is at a place of its picture. */
  depth(x, y, key = this.keys[0]) {
    if (!key?.nearnessAt) return null;
    const at = Math.round(y * (key.rows - 1)) * key.columns + Math.round(x * (key.columns - 1));
    return (key.near * 65535) / key.nearnessAt[at];
  }

  /** Draw what an eye sees, and the people: [{at: [x, z], colour: [r, g, b], strong}]. */
  draw(eye, people = []) {
    const { gl, canvas } = this;
    if (!gl) return this.drawFlat();
    gl.viewport(0, 0, canvas.width, canvas.height);
    gl.clearColor(0.035, 0.03, 0.045, 1);
    gl.depthMask(true);
    gl.disable(gl.BLEND);
    gl.clear(gl.COLOR_BUFFER_BIT | gl.DEPTH_BUFFER_BIT);
    const order = this.keys.map((key) => ({ key, far: between(key.meant, eye) + COARSENESS / key.width })).sort((a, b) => a.far - b.far).slice(0, this.most);
    if (!order.length) return;
    gl.useProgram(this.relief.id);
    this.camera(this.relief, eye);
    gl.uniform1i(this.relief.picture, 0);
    // What nobody filmed yet is filled with the nearest view, stretched and dark, behind everything.
    this.one(order[0].key, 1, 0.42, true);
    gl.clear(gl.DEPTH_BUFFER_BIT);
    order.forEach(({ key }, rank) => this.one(key, 1 + 0.006 * rank, 1, false));
    if (people.length) this.people(eye, people);
  }

  one(key, favour, dim, whole) {
    const { gl, relief } = this;
    const { right, down, forward } = axes(key.eye);
    const half = slope(key.eye);
    gl.uniform3fv(relief.keyAt, key.eye.at);
    gl.uniform3fv(relief.keyRight, right);
    gl.uniform3fv(relief.keyDown, down);
    gl.uniform3fv(relief.keyForward, forward);
    gl.uniform2f(relief.keyLens, half * ASPECT, half);
    gl.uniform2fv(relief.inset, key.inset);
    gl.uniform1f(relief.near, key.near);
    gl.uniform1f(relief.favour, favour);
    gl.uniform1f(relief.dim, dim);
    gl.uniform1f(relief.tint, this.tint ? 1 : 0);
    gl.bindTexture(gl.TEXTURE_2D, key.picture);
    const grid = this.grid(key.columns, key.rows);
    attribute(gl, relief.place, grid.places, 2, gl.FLOAT);
    attribute(gl, relief.nearness, key.nearness, 1, gl.UNSIGNED_SHORT, true);
    attribute(gl, relief.saw, key.saw, 1, gl.UNSIGNED_BYTE, true);
    gl.bindBuffer(gl.ELEMENT_ARRAY_BUFFER, whole ? grid.facets : key.facets);
    gl.drawElements(gl.TRIANGLES, whole ? grid.count : key.count, grid.kind, 0);
  }

  /** The people are drawn twice: where something stands before them, only faintly. */
  people(eye, people) {
    const { gl, standing } = this;
    const { right } = axes({ ...eye, pitch: 0, roll: 0 });
    gl.useProgram(standing.id);
    this.camera(standing, eye);
    gl.uniform1i(standing.picture, 0);
    gl.uniform3fv(standing.beside, right);
    gl.uniform2f(standing.size, TALL / 2, TALL);
    gl.bindTexture(gl.TEXTURE_2D, this.person);
    attribute(gl, standing.place, this.square, 2, gl.FLOAT);
    gl.enable(gl.BLEND);
    gl.blendFunc(gl.ONE, gl.ONE_MINUS_SRC_ALPHA);
    gl.depthMask(false);
    for (const one of people) {
      gl.uniform3f(standing.foot, one.at[0], 0, one.at[1]);
      for (const [test, strength] of [[gl.LEQUAL, one.strong ? 1 : 0.6], [gl.GREATER, one.strong ? 0.28 : 0.14]]) {
        gl.depthFunc(test);
        gl.uniform4f(standing.colour, ...one.colour, strength);
        gl.drawArrays(gl.TRIANGLE_STRIP, 0, 4);
      }
    }
    gl.depthFunc(gl.LEQUAL);
    gl.depthMask(true);
  }

  camera(program, eye) {
    const { gl } = this;
    const { right, down, forward } = axes(eye);
    const half = slope(eye);
    gl.uniform3fv(program.at, eye.at);
    gl.uniform3fv(program.right, right);
    gl.uniform3fv(program.down, down);
    gl.uniform3fv(program.forward, forward);
    gl.uniform2f(program.lens, half * ASPECT, half);
  }

  /** The points and all facets of a grid, shared by all views of that size. */
  grid(columns, rows) {
    const name = `${columns}x${rows}`;
    if (!this.grids.has(name)) {
      const { gl } = this;
      const places = new Float32Array(2 * columns * rows);
      for (let at = 0; at < columns * rows; at++) places.set([(at % columns) / (columns - 1), Math.floor(at / columns) / (rows - 1)], 2 * at);
      const all = facets(null, columns, rows);
      const kind = all instanceof Uint32Array ? gl.UNSIGNED_INT : gl.UNSIGNED_SHORT;
      this.grids.set(name, { places: buffer(gl, gl.ARRAY_BUFFER, places), facets: buffer(gl, gl.ELEMENT_ARRAY_BUFFER, all), count: all.length, kind });
    }
    return this.grids.get(name);
  }

  drawFlat() {
    if (this.keys[0]) this.flat.drawImage(this.keys[0].picture, 0, 0, this.canvas.width, this.canvas.height);
  }

  leave() {
    this.gl?.getExtension("WEBGL_lose_context")?.loseContext();
  }
}

/** The triangles of a relief; those that would be stretched from something near to something far are left out. */
function facets(nearness, columns, rows) {
  const found = new (columns * rows > 65536 ? Uint32Array : Uint16Array)(6 * (columns - 1) * (rows - 1));
  let count = 0;
  for (let row = 0; row < rows - 1; row++) {
    for (let column = 0; column < columns - 1; column++) {
      const a = row * columns + column;
      const c = a + columns;
      if (nearness) {
        const [n0, n1, n2, n3] = [nearness[a], nearness[a + 1], nearness[c], nearness[c + 1]];
        if (Math.max(n0, n1, n2, n3) > TORN * Math.min(n0, n1, n2, n3)) continue;
      }
      found[count] = a;
      found[count + 1] = found[count + 4] = c;
      found[count + 2] = found[count + 3] = a + 1;
      found[count + 5] = c + 1;
      count += 6;
    }
  }
  return found.subarray(0, count);
}

function program(gl, vertex, fragment) {
  const id = gl.createProgram();
  for (const [kind, text] of [[gl.VERTEX_SHADER, vertex], [gl.FRAGMENT_SHADER, fragment]]) {
    const shader = gl.createShader(kind);
    gl.shaderSource(shader, text);
    gl.compileShader(shader);
    gl.attachShader(id, shader);
  }
  gl.linkProgram(id);
  if (!gl.getProgramParameter(id, gl.LINK_STATUS) && !gl.isContextLost()) throw new Error("This browser cannot show sets.");
  const found = { id };
  for (let i = 0; i < gl.getProgramParameter(id, gl.ACTIVE_UNIFORMS); i++) {
    const { name } = gl.getActiveUniform(id, i);
    found[name] = gl.getUniformLocation(id, name);
  }
  for (let i = 0; i < gl.getProgramParameter(id, gl.ACTIVE_ATTRIBUTES); i++) {
    const { name } = gl.getActiveAttrib(id, i);
    found[name] = gl.getAttribLocation(id, name);
  }
  return found;
}

function buffer(gl, kind, data) {
  const found = gl.createBuffer();
  gl.bindBuffer(kind, found);
  gl.bufferData(kind, data, gl.STATIC_DRAW);
  return found;
}

function attribute(gl, location, data, size, kind, share = false) {
  gl.bindBuffer(gl.ARRAY_BUFFER, data);
  gl.enableVertexAttribArray(location);
  gl.vertexAttribPointer(location, size, kind, share, 0, 0);
}

function texture(gl, picture, mipmaps = false) {
  const found = gl.createTexture();
  gl.bindTexture(gl.TEXTURE_2D, found);
  gl.texImage2D(gl.TEXTURE_2D, 0, gl.RGBA, gl.RGBA, gl.UNSIGNED_BYTE, picture);
  gl.texParameteri(gl.TEXTURE_2D, gl.TEXTURE_WRAP_S, gl.CLAMP_TO_EDGE);
  gl.texParameteri(gl.TEXTURE_2D, gl.TEXTURE_WRAP_T, gl.CLAMP_TO_EDGE);
  gl.texParameteri(gl.TEXTURE_2D, gl.TEXTURE_MIN_FILTER, mipmaps ? gl.LINEAR_MIPMAP_LINEAR : gl.LINEAR);
  if (mipmaps) gl.generateMipmap(gl.TEXTURE_2D);
  return found;
}

/** Somebody 1.7 m tall, from the front: filled in red, outlined in green, so that both can be given any strength. */
function person() {
  const canvas = document.createElement("canvas");
  [canvas.width, canvas.height] = [256, 512];
  const pen = canvas.getContext("2d");
  pen.setTransform(256 / 50, 0, 0, 512 / 100, 0, 0);
  const body = new Path2D("M25 15.6c-1.3 0-2.3 1.6-4.6 2.2-4 1-5.6 2.6-6.2 6.6l-2.3 14.8-1.5 11.4c-.4 3 2.6 3.4 3.2.7l2.6-11.9 1.9-7.4.7 10.6-1.2 11.4 1.4 18.4.3 13.6-1.4 7.8c-.5 2.8 4.6 2.9 4.9.2l1.3-20 .9-17.2.9 17.2 1.3 20c.3 2.7 5.4 2.6 4.9-.2l-1.4-7.8.3-13.6 1.4-18.4-1.2-11.4.7-10.6 1.9 7.4 2.6 11.9c.6 2.7 3.6 2.3 3.2-.7l-1.5-11.4-2.3-14.8c-.6-4-2.2-5.6-6.2-6.6-2.3-.6-3.3-2.2-4.6-2.2z");
  const head = new Path2D("M25 1.2c3.5 0 5.4 2.6 5.4 6.6 0 4.3-2.4 8.2-5.4 8.2s-5.4-3.9-5.4-8.2c0-4 1.9-6.6 5.4-6.6z");
  pen.lineJoin = pen.lineCap = "round";
  pen.globalCompositeOperation = "lighter";
  pen.fillStyle = "#f00";
  pen.strokeStyle = "#0f0";
  pen.lineWidth = 0.85;
  for (const part of [body, head]) pen.fill(part);
  for (const part of [body, head]) pen.stroke(part);
  return canvas;
}
