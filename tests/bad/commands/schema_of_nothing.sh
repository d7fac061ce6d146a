try schema scenarios
