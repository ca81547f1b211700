// Preloaded into the Playground, which would listen on every interface of the machine: whatever listens, listens here.
const net = require("node:net");

const listen = net.Server.prototype.listen;
net.Server.prototype.listen = function (first, ...rest) {
  const done = rest.filter((each) => typeof each === "function");
  const port = typeof first === "object" && first !== null ? first.port : first;
  return listen.call(this, { port: Number(port) || 0, host: "127.0.0.1" }, ...done);
};
