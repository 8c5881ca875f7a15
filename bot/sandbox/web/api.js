// The sandbox's HTTP interface, as the page uses it.

export class Refused extends Error {
  constructor(status, reason) {
    super(reason);
    this.status = status;
  }
}

async function call(path, options) {
  const response = await fetch(path, options);
  const body = await response.json().catch(() => ({}));
  if (!response.ok) throw new Refused(response.status, body.error ?? String(response.status));
  return body;
}

const post = (path, body) =>
  call(path, { method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify(body) });

export const listPeople = () => call("/sandbox/people");
export const findPerson = (id) => call(`/sandbox/people/${id}`);
export const letIn = (language, name) => post("/sandbox/people", { language, name });
export const act = (id, name, body) => post(`/sandbox/people/${id}/${name}`, body);

/** Follow a person's chat: `draw` gets each snapshot, `lose` is called when the line is cut. Return a way to stop. */
export function follow(id, draw, lose) {
  const source = new EventSource(`/sandbox/people/${id}/events`);
  source.onmessage = (event) => draw(JSON.parse(event.data));
  source.onerror = () => {
    source.close();
    lose();
  };
  return () => source.close();
}
