"""What Redis does in one step, so that nothing can come between.

A pipeline can be cut after SADD and leave a key without an end; an id added between the look and the deletion
would be lost. Both scripts take the message sets of the epochs in use first, the present one in front, and
ARGV[1] counts them. `pcall` lets the rest go on when Redis is full or a name holds something else.
"""

_FOUND = """
local found = {}
for i = 1, tonumber(ARGV[1]) do
  local members = redis.pcall('SMEMBERS', KEYS[i])
  found[i] = members.err and {} or members
end
"""

# Further KEYS: the session to write, then those of the other epochs. Further ARGV: life of the messages, life
# of the session (both in ms; 0: no session is written), the session, the sealed messages to add.
# SET and SADD come first: after another write in the same script a full Redis would no longer refuse them.
REMEMBER = f"""
local sets, keeps = tonumber(ARGV[1]), tonumber(ARGV[3]) > 0
if keeps then redis.pcall('SET', KEYS[sets + 1], ARGV[4], 'PX', ARGV[3]) end
if #ARGV > 4 then redis.pcall('SADD', KEYS[1], unpack(ARGV, 5)) end
if keeps then redis.pcall('UNLINK', unpack(KEYS, sets + 2)) end
redis.pcall('PEXPIRE', KEYS[1], ARGV[2])
{_FOUND}
return found
"""

# Further KEYS: the sessions.
FORGET = f"""
{_FOUND}
redis.call('UNLINK', unpack(KEYS))
return found
"""
