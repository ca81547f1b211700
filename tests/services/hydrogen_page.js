// The page of the browser test: Hydrogen's own views of one room, on a session that the test gives.
import {
  Client, FeatureSet, LoadStatus, Platform, RoomView, RoomViewModel, createNavigation, createRouter, viewClassForTile,
} from "hydrogen-view-sdk";

window.begin = async (homeserver, user, password) => {
  const container = document.querySelector("#app");
  const assetPaths = {
    downloadSandbox: "/download-sandbox.html",
    worker: "/main.js",
    olm: { wasm: "/olm.wasm", legacyBundle: "/olm_legacy.js", wasmBundle: "/olm.js" },
    serviceWorker: "/sw.js",
  };
  const platform = new Platform({ container, assetPaths, config: {}, options: { development: false } });
  const navigation = createNavigation();
  platform.setNavigation(navigation);
  await platform.init();
  const urlRouter = createRouter({ navigation, history: platform.history });
  urlRouter.attach();
  const client = new Client(platform, await FeatureSet.load(platform.settingsStorage));
  const identifier = { type: "m.id.user", user };
  const answer = await fetch(`${homeserver}/_matrix/client/v3/login`, {
    method: "POST",
    body: JSON.stringify({ type: "m.login.password", identifier, password, initial_device_display_name: "Hydrogen" }),
  });
  const login = await answer.json();
  await client.startWithAuthData({
    homeserver, userId: login.user_id, deviceId: login.device_id, accessToken: login.access_token,
  });
  await client.loadStatus.waitFor((status) => status === LoadStatus.Ready || status === LoadStatus.Error).promise;
  if (client.loadError) throw client.loadError;
  Object.assign(window, { client, platform, navigation, urlRouter, container });
  return login.device_id;
};

window.show = async (id) => {
  const { client, platform, navigation, urlRouter, container } = window;
  while (!client.session.rooms.get(id)) await new Promise((resolve) => setTimeout(resolve, 100));
  const features = await FeatureSet.load(platform.settingsStorage);
  const room = client.session.rooms.get(id);
  const vm = new RoomViewModel({ room, ownUserId: client.session.userId, platform, urlRouter, navigation, features });
  await vm.load();
  container.replaceChildren(new RoomView(vm, viewClassForTile).mount());
};
