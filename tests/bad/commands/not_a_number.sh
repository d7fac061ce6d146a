try run baseline --set clouds.microsoft.cash=nan --set clouds.google.cash=-1
