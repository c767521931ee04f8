// Starts `lscb lsp` for the plans of the folder that is open, and stops it with the window.
const { LanguageClient } = require("vscode-languageclient/node");
const { workspace } = require("vscode");

let client;

exports.activate = async () => {
  // The setting is the machine's own: a folder that was opened cannot name a program to run.
  const command = workspace.getConfiguration("lscb").get("path", "lscb");
  const documentSelector = [
    { scheme: "file", pattern: "**/*.toml" },
    { scheme: "untitled", language: "toml" },
  ];
  client = new LanguageClient("lscb", "lscb", { command, args: ["lsp"] }, { documentSelector });
  await client.start();
};

exports.deactivate = () => client?.stop();
