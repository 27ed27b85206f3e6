// The studio's API: requests, media addresses, and one stream of events that survives a restart of the server.

/** What the studio answered when it would not do something; `status` 0 means that it did not answer. */
export class Refused extends Error {
  constructor(status, detail) {
    super(detail);
    this.status = status;
  }
}

const AWAY = "The studio is not answering. It may be restarting; your work goes on.";

async function request(method, path, body) {
  const form = body instanceof FormData;
  const headers = body === undefined || form ? {} : { "Content-Type": "application/json" };
  let answer;
  try {
    answer = await fetch(`/api${path}`, { method, headers, body: form ? body : body && JSON.stringify(body), cache: "no-store" });
  } catch {
    throw new Refused(0, AWAY);
  }
  const data = (answer.headers.get("content-type") ?? "").includes("json") ? await answer.json().catch(() => null) : null;
  if (!answer.ok) throw new Refused(answer.status, sentence(data?.detail, answer.status));
  return data;
}

function sentence(detail, status) {
  if (typeof detail === "string" && detail) return detail;
  if (Array.isArray(detail) && detail[0]?.msg) return detail[0].msg;
  if (status === 401) return "This studio asks for its token: open the address that it printed when it started.";
  return `The studio could not do that (${status}).`;
}

const id = encodeURIComponent;

export const api = {
  get: (path) => request("GET", path),
  post: (path, body = {}) => request("POST", path, body),
  /** Send one file; answers {upload, kind, seconds, width, height}. */
  upload(series, file) {
    const form = new FormData();
    form.append("file", file);
    return request("POST", `/series/${id(series)}/uploads`, form);
  },
};

/** Addresses of what was made. */
export const media = {
  take: (series, key) => (key ? `/media/${id(series)}/take/${id(key)}` : ""),
  master: (series, episode, cut = 0) => `/media/${id(series)}/master/${id(episode)}?v=${cut}`,
  captions: (series, episode, cut = 0) => `/media/${id(series)}/captions/${id(episode)}?v=${cut}`,
  /** One file of a dub: "master.mp4", "captions.vtt", "captions.srt", "stream.m3u8", "003.mp4". */
  dub: (series, episode, language, file, cut = 0) => `/media/${id(series)}/dub/${id(episode)}/${id(language)}/${file}${cut ? `?v=${cut}` : ""}`,
  voice: (series, who, number, job) => `/media/${id(series)}/voice/${id(who)}/${number}.wav?v=${job}`,
  export: (series, episode, what) => `/api/series/${id(series)}/export/${id(episode)}.zip?what=${id(what)}`,
};

const PATIENCE = [400, 800, 1500, 3000, 5000];
const REST = 60000;

/**
 * Hear every event of a series ("" for all), each once and in order. When the server goes away `state("lost")` is
 * called, and when it is back `state("live")`, after which what was missed comes first. Returns a function that ends it.
 */
export function listen(series, handler, state = () => {}, after = 0) {
  let last = after;
  let source = null;
  let failures = 0;
  let timer = 0;
  let rest = 0;
  let over = false;

  function open() {
    clearTimeout(timer);
    if (over) return;
    const query = new URLSearchParams();
    if (series) query.set("series", series);
    if (last) query.set("after", String(last));
    source = new EventSource(`/api/events?${query}`);
    source.addEventListener("open", () => {
      failures = 0;
      state("live");
    });
    source.addEventListener("message", heard);
    // The browser's own retry gives up after a refusal (a restart behind a proxy is one): ours does not.
    source.addEventListener("error", () => {
      close();
      if (failures > 0) state("lost");
      timer = setTimeout(open, PATIENCE[Math.min(failures++, PATIENCE.length - 1)]);
    });
  }

  function heard(message) {
    const event = JSON.parse(message.data);
    const number = Number(event.id ?? message.lastEventId);
    if (number <= last) return;
    last = number;
    handler(event);
  }

  function close() {
    source?.close();
    source = null;
    clearTimeout(timer);
  }

  // A browser has six connections to a host for all its tabs: a tab that nobody sees gives its own back.
  function seen() {
    clearTimeout(rest);
    if (document.hidden) rest = setTimeout(close, REST);
    else if (!source) open();
  }

  document.addEventListener("visibilitychange", seen);
  open();
  return () => {
    over = true;
    clearTimeout(rest);
    document.removeEventListener("visibilitychange", seen);
    close();
  };
}
