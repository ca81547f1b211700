// A Matrix client that is not ours: matrix-js-sdk with its Rust crypto, as in Element. It takes no keys from and gives
// none to devices that their owner did not sign (OnlySignedDevicesIsolationMode). Each message it hears is a line
// `{"heard": ...}`.
import { take, tell } from "./orders.mjs";

Promise.withResolvers ??= function withResolvers() { // Node 20, as Debian ships it, lacks it
  const parts = {};
  parts.promise = new Promise((resolve, reject) => Object.assign(parts, { resolve, reject }));
  return parts;
};
const { ClientEvent, createClient, MatrixEventEvent, MsgType, Preset, RoomMemberEvent } = await import("matrix-js-sdk");
const { OnlySignedDevicesIsolationMode } = await import("matrix-js-sdk/lib/crypto-api/index.js");
const { logger } = await import("matrix-js-sdk/lib/logger.js");
logger.disableAll?.();

const POLL = "org.matrix.msc3381.poll.start";
let client;

/** One message of somebody else, with what Element would show beside it: a shield, and why. */
async function heard(event) {
  if (event.isDecryptionFailure()) return tell({ heard: { event: event.getId(), unreadable: String(event.decryptionFailureReason) } });
  if (!["m.room.message", POLL].includes(event.getType()) || event.getSender() === client.getUserId()) return;
  const trust = event.isEncrypted() ? await client.getCrypto().getEncryptionInfoForEvent(event) : null;
  const relation = event.getWireContent()["m.relates_to"] ?? event.getContent()["m.relates_to"] ?? {};
  tell({ heard: {
    event: event.getId(), room: event.getRoomId(), body: event.getContent().body ?? event.getContent()["org.matrix.msc1767.text"], encrypted: event.isEncrypted(),
    shield: trust?.shieldColor ?? 0, why: trust?.shieldReason ?? null, thread: relation.rel_type === "m.thread" ? relation.event_id : "",
    options: event.getContent()[POLL]?.answers.map((answer) => answer.id) ?? [],
  } });
}

const orders = {
  async log_in({ url, user, password }) {
    const plain = createClient({ baseUrl: url });
    const session = await plain.loginRequest({
      type: "m.login.password", identifier: { type: "m.id.user", user }, password, initial_device_display_name: "Element",
    });
    client = createClient({ baseUrl: url, userId: session.user_id, deviceId: session.device_id, accessToken: session.access_token });
    await client.initRustCrypto({ useIndexedDB: false });
    const crypto = client.getCrypto();
    crypto.setDeviceIsolationMode(new OnlySignedDevicesIsolationMode());
    await crypto.bootstrapCrossSigning({ authUploadDeviceSigningKeys: (make) => make(null) });
    client.on(MatrixEventEvent.Decrypted, heard);
    client.on(ClientEvent.Event, (event) => { if (!event.isEncrypted()) void heard(event); });
    const ready = new Promise((resolve) => client.on(ClientEvent.Sync, (state) => { if (state === "PREPARED") resolve(); }));
    await client.startClient({ initialSyncLimit: 0, threadSupport: true });
    await ready;
    return { user: session.user_id, device: session.device_id };
  },
  async start_room({ invite, encrypted = true }) {
    const state = encrypted ? [{ type: "m.room.encryption", state_key: "", content: { algorithm: "m.megolm.v1.aes-sha2" } }] : [];
    const { room_id: room } = await client.createRoom({
      is_direct: invite.length === 1, invite, preset: Preset.TrustedPrivateChat, initial_state: state,
    });
    return { room };
  },
  async see_join({ room, user }) {
    const joined = () => client.getRoom(room)?.getMember(user)?.membership === "join";
    while (!joined()) await new Promise((resolve) => client.once(RoomMemberEvent.Membership, resolve));
  },
  async say({ room, text, thread = null }) {
    const { event_id: event } = await client.sendMessage(room, thread, { msgtype: MsgType.Text, body: text });
    return { event };
  },
  async react({ room, event, key }) {
    await client.sendEvent(room, "m.reaction", { "m.relates_to": { rel_type: "m.annotation", event_id: event, key } });
  },
  async vote({ room, event, answer }) {
    const relation = { rel_type: "m.reference", event_id: event };
    const told = { "m.relates_to": relation, "org.matrix.msc3381.poll.response": { answers: [answer] } };
    await client.sendEvent(room, "org.matrix.msc3381.poll.response", told);
  },
  /** The reactions of others under a message. */
  async reactions({ room, event }) {
    const under = client.getRoom(room).relations.getChildEventsForEvent(event, "m.annotation", "m.reaction");
    const others = (under?.getRelations() ?? []).filter((each) => each.getSender() !== client.getUserId());
    return { keys: others.map((each) => each.getRelation().key) };
  },
  /** Sign another device of this account, as its owner does after comparing emoji. */
  async sign({ device }) {
    while (!(await client.getCrypto().getUserDeviceInfo([client.getUserId()], true)).get(client.getUserId())?.has(device)) {
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
    await client.getCrypto().crossSignDevice(device);
  },
  async trust({ user }) {
    const status = await client.getCrypto().getUserVerificationStatus(user);
    const devices = (await client.getCrypto().getUserDeviceInfo([user], true)).get(user) ?? new Map();
    const signed = [];
    for (const id of devices.keys()) signed.push((await client.getCrypto().getDeviceVerificationStatus(user, id))?.signedByOwner ?? false);
    return { known: status !== null, signed };
  },
};

await take(orders);
client?.stopClient();
process.exit(0);
