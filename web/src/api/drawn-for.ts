// For whom this page is drawn. All tabs of a browser share one session: what a page sends says whose it is, and tabs tell
// each other who has signed in.
let person = '';
const channel = new BroadcastChannel('jingwei.session');

export function drawFor(id: string) {
  person = id;
  channel.postMessage(id);
}

export function personHeader(): Record<string, string> {
  return person ? { 'Jingwei-Person': person } : {};
}

// Calls `action` when another tab has signed somebody else in.
export function whenOtherSignedIn(action: () => void) {
  channel.onmessage = (message: MessageEvent<string>) => {
    if (person && message.data !== person) action();
  };
}
