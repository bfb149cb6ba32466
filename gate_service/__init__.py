"""The gate service: visits, rules, passes and the pages and APIs that show them."""
