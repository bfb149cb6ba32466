// One end of a talk: sound from browser to browser, found over the gate's stream.
// The clerk's browser offers, the kiosk's replies; hosts of one network need no server.
import { microphone, played } from "./sound.js";

/** `path(lane)` is where words go; `told(state)` hears how every lane's talk stands. */
export class Talker {
  constructor({ stream, path, offers, told, failed }) {
    Object.assign(this, { stream, path, offers, told, failed });
    this.tab = Array.from(crypto.getRandomValues(new Uint32Array(3)), (n) => n.toString(36)).join("-");
    this.lanes = {};
    this.queue = Promise.resolve();
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
    peer.addEventListener("track", ({ track }) => (this.sound = played(track, this.sound, this.failed)));
    peer.addEventListener("connectionstatechange", () => {
      if (peer.connectionState === "failed") this.failed("No way for sound between the two screens.");
      this.told(this.lanes, true);
    });
    const voice = await microphone(this.failed);
    if (this.peer !== peer) return voice?.getTracks().forEach((track) => track.stop());
    this.voice = voice;
    if (voice) for (const track of voice.getTracks()) peer.addTrack(track, voice);
    else if (this.offers) peer.addTransceiver("audio", { direction: "recvonly" });
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

  get connected() {
    return this.peer?.connectionState === "connected";
  }

  /** Whether the other end sends no sound, though there is a way. */
  get mute() {
    const ways = this.peer?.getTransceivers() ?? [];
    return this.connected && !ways.some((way) => way.currentDirection?.includes("recv"));
  }

  close() {
    this.peer?.close();
    this.voice?.getTracks().forEach((track) => track.stop());
    if (this.sound) this.sound.srcObject = null;
    this.peer = this.voice = undefined;
  }
}
