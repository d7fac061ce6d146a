// The workers: what is asked first among the most urgent is done first; what nobody waits for any more is dropped.

export class Crew {
  #queue = [];
  #waiting = new Map();
  #count = 0;

  /** Starts `size` workers from the text of their script; `kit` is what each needs to open the model. */
  constructor(size, script, kit) {
    const url = URL.createObjectURL(new Blob([script], {type: "text/javascript"}));
    this.workers = Array.from({length: size}, () => {
      const worker = new Worker(url);
      const member = {worker, busy: true};
      worker.onmessage = ({data}) => this.#answered(member, data);
      worker.onerror = (event) => this.onfault?.(event.message);
      this.#send(member, "open", kit).then((answer) => (answer.error ? this.onfault?.(answer.error) : this.onopen?.(answer)));
      return member;
    });
  }

  #send(member, call, args) {
    const id = ++this.#count;
    member.busy = true;
    member.worker.postMessage({id, call, args});
    return new Promise((done) => this.#waiting.set(id, done));
  }

  #answered(member, {id, answer}) {
    member.busy = false;
    this.#waiting.get(id)(answer);
    this.#waiting.delete(id);
    this.#next();
  }

  #next() {
    for (const member of this.workers) {
      if (member.busy) continue;
      this.#queue.sort((a, b) => a.urgency - b.urgency || a.order - b.order);
      const job = this.#queue.shift();
      if (!job) return;
      this.#send(member, job.call, job.args).then(job.done);
    }
  }

  /** Asks for a call; smaller `urgency` comes first. `ticket` names a group that `drop` can take back. */
  ask(call, args, {urgency = 0, ticket = ""} = {}) {
    return new Promise((done) => {
      this.#queue.push({call, args, urgency, ticket, done, order: ++this.#count});
      this.#next();
    });
  }

  /** Takes back what was asked with this ticket and has not begun. */
  drop(ticket) {
    const gone = this.#queue.filter((job) => job.ticket === ticket);
    this.#queue = this.#queue.filter((job) => job.ticket !== ticket);
    for (const job of gone) job.done(null);
  }
}
