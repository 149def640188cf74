-- Opens a bad Dockerfile with the built-in client, and writes what is shown to standard output.
-- Run by test_neovim.py with the program, the folder and the file to open in the environment.

local program, folder = vim.env.PLIMSOLL, vim.env.FOLDER
vim.cmd("edit " .. folder .. "/" .. vim.env.NAME)
local config = { name = "plimsoll", cmd = { program, "lsp" }, root_dir = folder }

-- vim.lsp.start came with Neovim 0.8.
if vim.lsp.start then
  vim.lsp.start(config)
else
  vim.lsp.buf_attach_client(0, vim.lsp.start_client(config))
end

local function wait(what)
  if not vim.wait(15000, what, 20) then
    io.stderr:write("nothing came\n")
    vim.cmd("cquit 3")
  end
end

local function ask(method, params)
  local answers = vim.lsp.buf_request_sync(0, method, params, 15000)
  for _, answer in pairs(answers or {}) do
    return answer.result
  end
end

local function show()
  local all = {}
  for _, it in ipairs(vim.diagnostic.get(0)) do
    table.insert(all, { it.lnum, it.col, it.end_col, it.severity, it.source, it.message, it.code or
      (it.user_data and it.user_data.lsp and it.user_data.lsp.code) })
  end
  return all
end

local seen = {}
wait(function() return #vim.diagnostic.get(0) > 0 end)
seen.opened = show()

local uri = vim.uri_from_bufnr(0)
local at = { line = seen.opened[1][1], character = seen.opened[1][2] }
seen.hover = ask("textDocument/hover", { textDocument = { uri = uri }, position = at })
seen.actions = ask("textDocument/codeAction", {
  textDocument = { uri = uri },
  range = { start = at, ["end"] = at },
  context = { diagnostics = {} },
})

-- Neovim applies the first one itself, and sends the change.
for _, action in ipairs(seen.actions) do
  if vim.startswith(action.title, "Ignore") then
    vim.lsp.util.apply_workspace_edit(action.edit, "utf-16")
    break
  end
end
seen.text = vim.api.nvim_buf_get_lines(0, 0, -1, false)
wait(function() return #vim.diagnostic.get(0) < #seen.opened end)
seen.ignored = show()

io.stdout:write((vim.json and vim.json.encode or vim.fn.json_encode)(seen) .. "\n")
vim.cmd("qall!")
