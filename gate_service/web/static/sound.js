// Sound in and out of a page: its microphone, what it plays, and the tone of a call.

/** Gives a stream, or null after saying why there is none. */
export async function microphone(failed) {
  if (!navigator.mediaDevices) {
    failed("No microphone: browsers give one over https alone.");
    return null;
  }
  try {
    return await navigator.mediaDevices.getUserMedia({ audio: { echoCancellation: true, noiseSuppression: true } });
  } catch (error) {
    failed(`No microphone: ${error.message}`);
    return null;
  }
}

/** Plays a track in `sound`, or in a new player; gives the player. */
export function played(track, sound, failed) {
  const player = sound ?? new Audio();
  player.srcObject = new MediaStream([track]);
  player.play().catch(() => failed("Press a key or touch the screen to hear."));
  return player;
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
