// One end of a talk: sound from browser to browser, found over the gate's stream.
// The clerk's browser offers, the kiosk's replies; hosts of one network need no server.

/** `path(lane)` is where words go; `told(state)` hears how every lane's talk stands. */
export class Talker {
  constructor({ stream, path, offers, told, failed }) {
    Object.assign(this, { stream, path, offers, told, failed });
    this.tab = Array.from(crypto.getRandomValues(new Uint32Array(3)), (n) => n.toString(36)).join("-");
    this.lanes = {};
    this.queue = Promise.resolve();
    this.follow();
  }

  follow() {
    this.feed?.close();
    this.feed = new EventSource(`${this.stream}?tab=${this.tab}`);
    this.feed.addEventListener("talk", (event) => this.stands(JSON.parse(event.data)));
    this.feed.addEventListener("signal", (event) => {
      this.queue = this.queue.then(() => this.hear(JSON.parse(event.data))).catch((error) => this.failed(error.message));
    });
    this.feed.addEventListener("error", () => this.told(this.lanes, false));
  }

  stands(lanes) {
    this.lanes = lanes;
    const [lane, talk] = Object.entries(lanes).find(([, each]) => each.mine && each.phase === "talking") ?? [];
    if (this.number !== talk?.number) {
      this.close();
      this.number = talk?.number;
      this.lane = lane;
      if (talk && this.offers) this.queue = this.queue.then(() => this.offer()).catch((error) => this.failed(error.message));
    }
    this.told(lanes, true);
  }

  async say(lane, say, body = "") {
    const headers = { "Content-Type": "application/json", Accept: "application/json" };
    const answer = await fetch(this.path(lane), { method: "POST", headers, body: JSON.stringify({ tab: this.tab, say, body }) });
    if (!answer.ok) this.failed((await answer.json()).detail);
    return answer.ok;
  }

  async open() {
    const peer = new RTCPeerConnection({ iceServers: [] });
    this.peer = peer;
    this.waiting = [];
    peer.addEventListener("icecandidate", ({ candidate }) => {
      if (candidate && this.peer === peer) this.say(this.lane, "candidate", JSON.stringify(candidate));
    });
    peer.addEventListener("track", ({ track }) => this.play(track));
    peer.addEventListener("connectionstatechange", () => {
      if (peer.connectionState === "failed") this.failed("No way for sound between the two screens.");
      this.told(this.lanes, true);
    });
    const voice = await this.microphone();
    if (this.peer !== peer) return voice?.getTracks().forEach((track) => track.stop());
    this.voice = voice;
    if (voice) for (const track of voice.getTracks()) peer.addTrack(track, voice);
    else if (this.offers) peer.addTransceiver("audio", { direction: "recvonly" });
  }

  async microphone() {
    if (!navigator.mediaDevices) {
      this.failed("No microphone: browsers give one over https alone.");
      return null;
    }
    try {
      return await navigator.mediaDevices.getUserMedia({ audio: { echoCancellation: true, noiseSuppression: true } });
    } catch (error) {
      this.failed(`No microphone: ${error.message}`);
      return null;
    }
  }

  async offer() {
    await this.open();
    await this.peer?.setLocalDescription();
    if (this.peer) await this.say(this.lane, "offer", JSON.stringify(this.peer.localDescription));
  }

  async hear({ kind, body }) {
    const told = JSON.parse(body);
    if (kind === "candidate") return this.candidate(told);
    if (kind === "offer") await this.open();
    if (!this.peer) return;
    await this.peer.setRemoteDescription(told);
    for (const each of this.waiting.splice(0)) await this.peer.addIceCandidate(each);
    if (kind !== "offer") return;
    await this.peer.setLocalDescription();
    await this.say(this.lane, "reply", JSON.stringify(this.peer.localDescription));
  }

  async candidate(told) {
    if (this.peer?.remoteDescription) await this.peer.addIceCandidate(told);
    else this.waiting?.push(told);
  }

  play(track) {
    this.sound ??= new Audio();
    this.sound.srcObject = new MediaStream([track]);
    this.sound.play().catch(() => this.failed("Press a key or touch the screen to hear."));
  }

  get connected() {
    return this.peer?.connectionState === "connected";
  }

  close() {
    this.peer?.close();
    this.voice?.getTracks().forEach((track) => track.stop());
    if (this.sound) this.sound.srcObject = null;
    this.peer = this.voice = undefined;
  }
}

/** A tone for as long as `rings` says so, where the browser lets a page sound. */
export function ringer(rings, pitch = 740) {
  let audio;
  setInterval(() => {
    if (!rings()) return;
    audio ??= new AudioContext();
    for (const begin of [0, 0.4]) {
      const voice = new OscillatorNode(audio, { frequency: pitch });
      const loud = new GainNode(audio, { gain: 0.2 });
      voice.connect(loud).connect(audio.destination);
      voice.start(audio.currentTime + begin);
      voice.stop(audio.currentTime + begin + 0.25);
    }
  }, 1500);
}
