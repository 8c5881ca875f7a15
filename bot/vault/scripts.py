"""What Redis does in one step, so that nothing can come between. Times are Redis's own: copies of the bot share it.

A chat has one trace for each epoch whose key lives, the present one first. KEYS: the names of all traces, then their
queues, then the sessions. ARGV begins with the number of traces and goes on as each script says, up to the members.

A full Redis refuses what may grow (SET, HSET, ZADD) unless another write came before it in the same script. A new
talk is to be refused, so there these come first; whatever helps to remove things begins with a write that is always
allowed, if only the removal of '', which is nowhere. (A chat is never removed and added again: a queue that was empty
in between would have lost its end.) `pcall` lets the rest go on when a name holds something else.

In a trace «w» is when it was last written to, «x» when the chat was closed, «n» the sealed live screen.
"""

_NOW = """
local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)
"""

_TRACES = f"""
{_NOW}
local n = tonumber(ARGV[1])
local function since(field, ago)
  local seen = false
  for i = 1, n do
    local at = redis.pcall('HGET', KEYS[i], field)
    if type(at) == 'string' and tonumber(at) > now - ago then seen = true end
  end
  return seen
end
local function found()
  local all = {{}}
  for i = 1, n do
    local fields = redis.pcall('HGETALL', KEYS[i])
    all[i] = fields.err and {{}} or fields
  end
  return all
end
local function sessions(from)
  if #KEYS >= from then redis.pcall('UNLINK', unpack(KEYS, from)) end
end
"""

# KEYS: as above, but the stamp of the update, if it is to have one, before the sessions; the first session is the one
# to write. ARGV: n, life of the trace, idle time, age of the event, life of the session (all ms; 0: no session is
# written), life of the stamp (0: there is none), the session, the sealed screen, members, sealed ids.
# Gives whether the chat was closed while the event was answered, whether the update had its stamp before, and all
# traces. What had its stamp before does not change the talk, but its ids are kept, for they are in the chat. A chat
# that stands in a queue may be renewed even when Redis is full: its old deadline would end a talk that goes on.
REMEMBER = f"""
{_TRACES}
local stamped, first = tonumber(ARGV[6]) > 0, 2 * n + 1
local again = stamped and not redis.pcall('SET', KEYS[first], '', 'NX', 'PX', ARGV[6])
if stamped then first = first + 1 end
local closed = since('x', tonumber(ARGV[4]))
local keeps = tonumber(ARGV[5]) > 0 and not closed and not again
for i = 1, n do
  if type(redis.pcall('ZSCORE', KEYS[n + i], ARGV[8 + i])) == 'string' then redis.pcall('PEXPIRE', KEYS[1], ARGV[2]) end
end
if keeps then redis.pcall('SET', KEYS[first], ARGV[7], 'PX', ARGV[5]) end
local put = {{'w', now}}
if not again then
  put[3] = 'n'
  put[4] = ARGV[8]
end
for i = 9 + n, #ARGV do
  put[#put + 1] = ARGV[i]
  put[#put + 1] = ''
end
redis.pcall('HSET', KEYS[1], unpack(put))
redis.pcall('ZADD', KEYS[n + 1], now + (closed and 0 or ARGV[3]), ARGV[9])
for i = 2, n do redis.pcall('ZREM', KEYS[n + i], ARGV[8 + i]) end
if keeps then sessions(first + 1) end
redis.pcall('PEXPIRE', KEYS[1], ARGV[2])
redis.pcall('PEXPIRE', KEYS[n + 1], ARGV[2])
return {{closed and 1 or 0, again and 1 or 0, found()}}
"""

# n, life of the trace, lease, age of the event, members, then what is left in the chat: sealed ids and, last, the
# sealed screen. Gives whether the talk was written to while the event was answered, the lease, and all traces.
CLOSE = f"""
{_TRACES}
local disturbed = since('w', tonumber(ARGV[4]))
local lease = now + ARGV[3]
sessions(2 * n + 1)
local put = {{'x', now}}
for i = 5 + n, #ARGV - 1 do
  put[#put + 1] = ARGV[i]
  put[#put + 1] = ''
end
redis.pcall('HDEL', KEYS[1], 'n')
if ARGV[#ARGV] ~= '' then
  put[#put + 1] = 'n'
  put[#put + 1] = ARGV[#ARGV]
end
redis.pcall('HSET', KEYS[1], unpack(put))
for i = 2, n do
  redis.pcall('HDEL', KEYS[i], 'n')
  redis.pcall('ZREM', KEYS[n + i], ARGV[4 + i])
end
redis.pcall('ZADD', KEYS[n + 1], lease, ARGV[5])
redis.pcall('PEXPIRE', KEYS[1], ARGV[2])
redis.pcall('PEXPIRE', KEYS[n + 1], ARGV[2])
return {{disturbed and 1 or 0, lease, found()}}
"""

# n, life of the trace, when it is due at the earliest (ms), members, sealed ids. The chat keeps its place and its
# deadline; one that stands nowhere, or whose deadline is nearer (a lease, too: its holder is to see this), gets this.
OWE = f"""
{_NOW}
local n, at = tonumber(ARGV[1]), 1
redis.pcall('ZREM', KEYS[n + 1], '')
for i = 1, n do
  if type(redis.pcall('ZSCORE', KEYS[n + i], ARGV[3 + i])) == 'string' then at = i end
end
local put = {{}}
for i = 4 + n, #ARGV do
  put[#put + 1] = ARGV[i]
  put[#put + 1] = ''
end
redis.pcall('HSET', KEYS[1], unpack(put))
redis.pcall('ZADD', KEYS[n + at], 'GT', now + ARGV[3], ARGV[3 + at])
redis.pcall('PEXPIRE', KEYS[1], ARGV[2])
redis.pcall('PEXPIRE', KEYS[n + 1], ARGV[2])
return 1
"""

# KEYS: queues. ARGV: lease, how far ahead to look, how many. Gives the lease, and the queue's number and the member
# of each chat that is due.
CLAIM = f"""
{_NOW}
local lease, claimed = now + ARGV[1], {{}}
for i, queue in ipairs(KEYS) do
  local due = redis.pcall('ZRANGEBYSCORE', queue, '-inf', now + ARGV[2], 'LIMIT', 0, ARGV[3] - #claimed)
  for _, member in ipairs(due.err and {{}} or due) do
    redis.pcall('ZREM', queue, '')
    redis.pcall('ZADD', queue, lease, member)
    claimed[#claimed + 1] = {{i, member}}
  end
end
return {{lease, claimed}}
"""

# n, the lease held (0: none, this process has only its own copy), lease, how far ahead to look, members. Gives
# {-1} if the chat is not ours to clean, {0, ms} if it is not due for so long, {1, lease, traces} if it is to be
# cleaned now; the lease is 0 when it stands in no queue.
TAKE = f"""
{_TRACES}
local held, at, score = tonumber(ARGV[2]), nil, nil
for i = 1, n do
  local mine = redis.pcall('ZSCORE', KEYS[n + i], ARGV[4 + i])
  if type(mine) == 'string' then at, score = i, tonumber(mine) end
end
if held > 0 and score ~= held then return {{-1}} end
if not score then return {{1, 0, found()}} end
if held == 0 and score > now + ARGV[4] then return {{0, score - now}} end
local lease = now + ARGV[3]
sessions(2 * n + 1)
redis.pcall('ZADD', KEYS[n + at], lease, ARGV[4 + at])
return {{1, lease, found()}}
"""

# n, the lease held, when to try again (ms; -1: done), life of what is left (ms; 0: as it is, -1: nothing is left),
# members, then for each trace how many fields go, and the fields. A talk that went on meanwhile loses the fields only.
SETTLE = f"""
{_TRACES}
local at = 4 + 2 * n
for i = 1, n do
  local count = tonumber(ARGV[4 + n + i])
  if count > 0 then redis.pcall('HDEL', KEYS[i], unpack(ARGV, at + 1, at + count)) end
  at = at + count
end
local held, again, life = tonumber(ARGV[2]), tonumber(ARGV[3]), tonumber(ARGV[4])
local others = false
for i = 1, n do
  local score = redis.pcall('ZSCORE', KEYS[n + i], ARGV[4 + i])
  if type(score) == 'string' and tonumber(score) == held then
    redis.pcall('ZREM', KEYS[n + i], again < 0 and ARGV[4 + i] or '')
    if again >= 0 then redis.pcall('ZADD', KEYS[n + i], now + again, ARGV[4 + i]) end
  elseif type(score) == 'string' then others = true end
end
if others or again >= 0 then return 1 end
for i = 1, n do
  if life < 0 then redis.pcall('UNLINK', KEYS[i])
  elseif life > 0 and redis.pcall('PTTL', KEYS[i]) > life then redis.pcall('PEXPIRE', KEYS[i], life) end
end
return 1
"""

# KEYS: the present trace. ARGV: its life, sealed ids.
CARRY = """
local put = {}
for i = 2, #ARGV do
  put[#put + 1] = ARGV[i]
  put[#put + 1] = ''
end
redis.pcall('HSET', KEYS[1], unpack(put))
redis.pcall('PEXPIRE', KEYS[1], ARGV[1])
return 1
"""
