-- Copy to ~/.config/nvim/lsp/lscb.lua and write vim.lsp.enable("lscb") into init.lua (Neovim 0.11 or later).
return {
  cmd = { "lscb", "lsp" },
  filetypes = { "toml" },
  root_markers = { "lscb.toml", ".git" },
}
