-- Neovim as the editor of a plan: nvim --headless --clean -S neovim.lua, with EXAMPLE (the settings that users are given), SLIPS (JSON:
-- what stands in the plan, and what somebody writes instead) and PLAN in its environment, and lscb on its path. What it shows after
-- each slip must be what `lscb check` says of the text in a file, and a fix of its own code actions must mend it.

local plan = vim.env.PLAN
local folder = vim.fn.fnamemodify(plan, ":h")

local function run()
  local settings = dofile(vim.env.EXAMPLE)
  vim.cmd("edit " .. vim.fn.fnameescape(plan))
  local client = assert(vim.lsp.start_client({ name = "lscb", cmd = settings.cmd, root_dir = folder }), "lscb does not start")
  assert(vim.lsp.buf_attach_client(0, client), "the plan is not shown to lscb")

  local function shown()
    local messages = {}
    for _, diagnostic in ipairs(vim.diagnostic.get(0)) do
      table.insert(messages, vim.split(diagnostic.message, "\n")[1])
    end
    table.sort(messages)
    return messages
  end

  local function said_by_check()
    vim.cmd("silent write")
    local said = vim.fn.system("cd " .. vim.fn.shellescape(folder) .. " && lscb check --advice --format json")
    local messages = {}
    for _, finding in ipairs(vim.fn.json_decode(said).findings) do
      if vim.endswith(finding.file, vim.fn.fnamemodify(plan, ":t")) then
        table.insert(messages, finding.message)
      end
    end
    table.sort(messages)
    return messages
  end

  local function agree(where)
    local said = said_by_check()
    local alike = vim.wait(20000, function()
      return vim.deep_equal(shown(), said)
    end, 20)
    assert(alike, where .. ": check says " .. vim.inspect(said) .. ", Neovim shows " .. vim.inspect(shown()))
    return said
  end

  local sound = agree("before any slip")
  local original = vim.api.nvim_buf_get_lines(0, 0, -1, true)
  for _, slip in ipairs(vim.fn.json_decode(vim.env.SLIPS)) do
    local right, wrong = slip[1], slip[2]
    local row, column
    for number, line in ipairs(original) do
      column = line:find(right, 1, true)
      if column then
        row = number
        break
      end
    end
    assert(row, right .. " stands nowhere in the plan")
    vim.api.nvim_buf_set_text(0, row - 1, column - 1, row - 1, column - 1 + #right, {})
    local at = column - 1
    for _, letter in ipairs(vim.fn.split(wrong, "\\zs")) do
      vim.api.nvim_buf_set_text(0, row - 1, at, row - 1, at, { letter })
      at = at + #letter
    end
    local said = agree(wrong)
    local new = vim.tbl_filter(function(message)
      return not vim.tbl_contains(sound, message)
    end, said)
    assert(#new > 0, wrong .. ": nothing is said of it")

    local params = vim.lsp.util.make_range_params()
    params.range = { start = { line = row - 1, character = 0 }, ["end"] = { line = row - 1, character = 1000 } }
    params.context = { diagnostics = {} }
    local answers = assert(vim.lsp.buf_request_sync(0, "textDocument/codeAction", params, 20000), "no code actions")
    local actions = assert(answers[client].result, vim.inspect(answers))
    local fix = actions[1]
    for _, action in ipairs(actions) do
      if action.isPreferred then
        fix = action
        break
      end
    end
    assert(fix, "nothing is proposed for " .. wrong)
    vim.lsp.util.apply_workspace_edit(fix.edit, vim.lsp.get_client_by_id(client).offset_encoding)
    assert(not vim.deep_equal(agree(fix.title), said), fix.title .. ": nothing is mended by it")

    vim.api.nvim_buf_set_lines(0, 0, -1, true, original)
    agree("after " .. wrong)
  end
  vim.lsp.stop_client(client)
end

local worked, words = xpcall(run, debug.traceback)
if not worked then
  io.stderr:write(tostring(words) .. "\n")
  vim.cmd("cquit! 1")
end
vim.cmd("quitall!")
