"""Tables in, tables out: what returns say, counted. No Excel and no files."""

import pandas as pd

# Where pyarrow is installed pandas would keep text in it, which cannot hold half a surrogate pair
# (a damaged file can): results must be the same with and without that optional library.
pd.options.mode.string_storage = "python"
