// The server's time, carried on by what the phone can't be told: how long ago it was set.
//
// Of the two ways to know that, the longer one counts: the steady clock stands still while a phone sleeps, the one on the
// wall may have been set back.
export class ServerClock {
  constructor(now) {
    this.set(now);
  }

  set(now) {
    this.server = now;
    this.steady = performance.now();
    this.wall = Date.now();
  }

  now() {
    return Math.round(this.server + Math.max(performance.now() - this.steady, Date.now() - this.wall));
  }
}
